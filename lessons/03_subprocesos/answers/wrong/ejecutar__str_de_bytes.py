# E0306: str() of bytes is not their text
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, input=entrada.encode(), capture_output=True)
    return hecho.returncode, str(hecho.stdout), str(hecho.stderr)
