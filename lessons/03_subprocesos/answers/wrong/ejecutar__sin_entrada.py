# E0309: the input is forgotten
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
