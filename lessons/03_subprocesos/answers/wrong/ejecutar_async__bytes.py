# E0306: bytes come back
import asyncio
import subprocess


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(*args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    salida, error = await proc.communicate()
    if proc.returncode != 0:
        raise subprocess.CalledProcessError(proc.returncode, args, salida, error)
    return salida
