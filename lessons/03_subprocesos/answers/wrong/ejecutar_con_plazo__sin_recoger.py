# E0311: killed, and not waited for
import subprocess


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    try:
        salida, _ = proc.communicate(timeout=segundos)
    except subprocess.TimeoutExpired:
        proc.kill()
        raise TimeoutError from None
    return proc.returncode, salida
