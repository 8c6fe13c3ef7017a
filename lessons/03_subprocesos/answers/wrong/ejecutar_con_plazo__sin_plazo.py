# E0316: reads without a limit before it waits with one
import subprocess


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    salida = proc.stdout.read()
    try:
        codigo = proc.wait(timeout=segundos)
    except subprocess.TimeoutExpired:
        proc.kill()
        proc.wait()
        raise TimeoutError from None
    return codigo, salida
