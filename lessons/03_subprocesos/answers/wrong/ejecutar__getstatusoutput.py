# E0301: the old function goes through the shell, and knows neither input nor errors
import subprocess


def ejecutar(args, entrada):
    codigo, salida = subprocess.getstatusoutput(" ".join(args))
    return codigo, salida, ""
