# E0313: TimeoutExpired comes out
import subprocess


def ejecutar_con_plazo(args, segundos):
    hecho = subprocess.run(args, capture_output=True, text=True, timeout=segundos)
    return hecho.returncode, hecho.stdout
