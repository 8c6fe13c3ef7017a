# E0300: nothing is captured
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, input=entrada, text=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
