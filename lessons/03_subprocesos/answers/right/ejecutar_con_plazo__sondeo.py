import subprocess
import tempfile
import time


def ejecutar_con_plazo(args, segundos):
    with tempfile.TemporaryFile() as archivo:
        proc = subprocess.Popen(args, stdout=archivo)
        limite = time.monotonic() + segundos
        while proc.poll() is None:
            if time.monotonic() > limite:
                proc.kill()
                proc.wait()
                raise TimeoutError("se agotó el plazo")
            time.sleep(0.02)
        archivo.seek(0)
        return proc.returncode, archivo.read().decode()
