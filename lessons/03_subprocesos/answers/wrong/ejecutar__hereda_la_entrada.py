# E0309: the child reads what the notebook reads
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, capture_output=True, text=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
