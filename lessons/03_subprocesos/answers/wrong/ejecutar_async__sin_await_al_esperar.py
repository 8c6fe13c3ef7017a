# E14: wait is not awaited
import asyncio
import subprocess


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(*args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    salida, error = await asyncio.gather(proc.stdout.read(), proc.stderr.read())
    proc.wait()
    if proc.returncode:
        raise subprocess.CalledProcessError(proc.returncode, args, salida.decode(), error.decode())
    return salida.decode()
