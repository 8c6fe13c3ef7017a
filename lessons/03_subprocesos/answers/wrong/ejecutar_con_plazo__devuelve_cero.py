# E0312: gives 0 when the time is over
import subprocess


def ejecutar_con_plazo(args, segundos):
    try:
        hecho = subprocess.run(args, capture_output=True, text=True, timeout=segundos)
    except subprocess.TimeoutExpired:
        return 0, ""
    return hecho.returncode, hecho.stdout
