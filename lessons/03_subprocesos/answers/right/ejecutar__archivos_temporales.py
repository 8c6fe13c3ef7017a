import subprocess
from tempfile import TemporaryFile


def ejecutar(args, entrada):
    with TemporaryFile("w+") as dentro, TemporaryFile("w+") as fuera, TemporaryFile("w+") as errores:
        dentro.write(entrada)
        dentro.seek(0)
        codigo = subprocess.call(args, stdin=dentro, stdout=fuera, stderr=errores)
        fuera.seek(0)
        errores.seek(0)
        return codigo, fuera.read(), errores.read()
