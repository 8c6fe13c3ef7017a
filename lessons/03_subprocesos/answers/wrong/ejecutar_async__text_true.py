# E0306: asks asyncio for text
import asyncio
import subprocess


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(
        *args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    salida, error = await proc.communicate()
    if proc.returncode != 0:
        raise subprocess.CalledProcessError(proc.returncode, args, salida, error)
    return salida
