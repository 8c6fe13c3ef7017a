# E0306: bytes come back
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, input=entrada.encode(), capture_output=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
