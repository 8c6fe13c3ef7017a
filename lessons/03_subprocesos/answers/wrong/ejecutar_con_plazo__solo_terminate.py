# E0315: asks, and waits for ever
import subprocess


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    try:
        salida, _ = proc.communicate(timeout=segundos)
    except subprocess.TimeoutExpired:
        proc.terminate()
        proc.wait()
        raise TimeoutError from None
    return proc.returncode, salida
