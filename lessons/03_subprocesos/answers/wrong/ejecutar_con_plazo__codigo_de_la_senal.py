# E0312: gives what the kill left
import subprocess


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    try:
        salida, _ = proc.communicate(timeout=segundos)
    except subprocess.TimeoutExpired:
        proc.kill()
        salida, _ = proc.communicate()
    return proc.returncode, salida
