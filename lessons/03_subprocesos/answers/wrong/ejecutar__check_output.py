# E0305: check_output raises
import subprocess


def ejecutar(args, entrada):
    salida = subprocess.check_output(args, input=entrada, text=True)
    return 0, salida, ""
