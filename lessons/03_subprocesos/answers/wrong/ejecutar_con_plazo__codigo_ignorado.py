# E0304: always 0
import subprocess


def ejecutar_con_plazo(args, segundos):
    try:
        salida = subprocess.run(args, capture_output=True, text=True, timeout=segundos).stdout
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    return 0, salida
