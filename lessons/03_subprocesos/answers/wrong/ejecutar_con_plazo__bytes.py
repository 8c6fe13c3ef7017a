# E0306: bytes come back
import subprocess


def ejecutar_con_plazo(args, segundos):
    try:
        hecho = subprocess.run(args, stdout=subprocess.PIPE, timeout=segundos)
    except subprocess.TimeoutExpired as vencido:
        raise TimeoutError(f"no terminó en {segundos} s") from vencido
    return hecho.returncode, hecho.stdout
