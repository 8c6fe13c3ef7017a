# E0301: a list and the shell: only the first element is the order
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, shell=True, input=entrada, capture_output=True, text=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
