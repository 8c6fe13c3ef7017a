# E0301: one string for the shell
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(" ".join(args), shell=True, input=entrada, capture_output=True, text=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
