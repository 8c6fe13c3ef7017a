# E0314: sleeps the whole time
import subprocess
import time


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    time.sleep(segundos)
    if proc.poll() is None:
        proc.kill()
        proc.wait()
        raise TimeoutError
    return proc.returncode, proc.stdout.read()
