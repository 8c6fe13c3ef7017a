# E14: communicate is not awaited
import asyncio
import subprocess


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(*args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    salida, error = proc.communicate()
    if proc.returncode != 0:
        raise subprocess.CalledProcessError(proc.returncode, args, salida.decode(), error.decode())
    return salida.decode()
