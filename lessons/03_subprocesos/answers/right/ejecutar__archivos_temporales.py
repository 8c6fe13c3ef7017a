import subprocess
import tempfile


def ejecutar(args, entrada):
    with tempfile.TemporaryFile("w+") as dentro, tempfile.TemporaryFile("w+") as fuera:
        with tempfile.TemporaryFile("w+") as errores:
            dentro.write(entrada)
            dentro.seek(0)
            codigo = subprocess.call(args, stdin=dentro, stdout=fuera, stderr=errores)
            fuera.seek(0)
            errores.seek(0)
            return codigo, fuera.read(), errores.read()
