# E0305: any other code is an exception
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, input=entrada, capture_output=True, text=True, check=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
