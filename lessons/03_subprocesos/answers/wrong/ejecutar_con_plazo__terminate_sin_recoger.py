# E0311: asked to end, and not waited for
import subprocess


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    try:
        salida, _ = proc.communicate(timeout=segundos)
        return proc.returncode, salida
    except subprocess.TimeoutExpired:
        proc.terminate()
        raise TimeoutError("se agotó el plazo") from None
