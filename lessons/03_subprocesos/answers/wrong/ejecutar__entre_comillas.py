# E0301: quotes around each argument are not enough
import subprocess


def ejecutar(args, entrada):
    orden = " ".join(f'"{arg}"' for arg in args)
    hecho = subprocess.run(orden, shell=True, input=entrada, capture_output=True, text=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
