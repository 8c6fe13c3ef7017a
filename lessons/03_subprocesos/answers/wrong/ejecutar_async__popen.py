# E05: a Popen in a coroutine
import subprocess


async def ejecutar_async(args):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    salida, error = proc.communicate()
    if proc.returncode:
        raise subprocess.CalledProcessError(proc.returncode, args, salida, error)
    return salida
