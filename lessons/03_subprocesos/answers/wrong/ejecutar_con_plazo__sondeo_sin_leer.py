# E0308: asks whether it has ended, and reads when it has
import subprocess
import time


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    limite = time.monotonic() + segundos
    while proc.poll() is None:
        if time.monotonic() >= limite:
            proc.kill()
            proc.wait()
            raise TimeoutError("se agotó el plazo")
        time.sleep(0.01)
    return proc.returncode, proc.stdout.read()
