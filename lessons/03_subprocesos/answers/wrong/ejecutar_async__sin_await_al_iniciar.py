# E14: create_subprocess_exec is not awaited
import asyncio
import subprocess


async def ejecutar_async(args):
    proc = asyncio.create_subprocess_exec(*args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    salida, error = await proc.communicate()
    if proc.returncode != 0:
        raise subprocess.CalledProcessError(proc.returncode, args, salida.decode(), error.decode())
    return salida.decode()
