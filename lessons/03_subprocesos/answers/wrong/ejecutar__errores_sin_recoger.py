# E0300: standard error is nobody's
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, input=entrada, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return hecho.returncode, hecho.stdout, hecho.stderr or ""
