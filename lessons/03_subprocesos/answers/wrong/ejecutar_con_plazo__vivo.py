# E0310: the child lives on
import subprocess


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    try:
        salida, _ = proc.communicate(timeout=segundos)
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    return proc.returncode, salida
