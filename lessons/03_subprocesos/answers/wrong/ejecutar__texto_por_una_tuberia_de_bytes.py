# E0306: text into a pipe of bytes
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, input=entrada, capture_output=True)
    return hecho.returncode, hecho.stdout.decode(), hecho.stderr.decode()
