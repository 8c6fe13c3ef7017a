# E0321: one pipe after the other
import asyncio
import subprocess

PIPE = asyncio.subprocess.PIPE


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(*args, stdout=PIPE, stderr=PIPE)
    salida = (await proc.stdout.read()).decode()
    error = (await proc.stderr.read()).decode()
    if await proc.wait() != 0:
        raise subprocess.CalledProcessError(proc.returncode, args, salida, error)
    return salida
