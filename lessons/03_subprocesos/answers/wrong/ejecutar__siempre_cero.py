# E0304: says that all went well
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, input=entrada, capture_output=True, text=True)
    return 0, hecho.stdout, hecho.stderr
