# E0320: wait() before reading
import asyncio
import subprocess

PIPE = asyncio.subprocess.PIPE


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(*args, stdout=PIPE, stderr=PIPE)
    codigo = await proc.wait()
    salida = (await proc.stdout.read()).decode()
    error = (await proc.stderr.read()).decode()
    if codigo != 0:
        raise subprocess.CalledProcessError(codigo, args, salida, error)
    return salida
