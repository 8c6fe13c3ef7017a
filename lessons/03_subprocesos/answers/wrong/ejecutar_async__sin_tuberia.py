# E0300: nothing is captured
import asyncio
import subprocess


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(*args, stderr=subprocess.PIPE)
    salida, error = await proc.communicate()
    if proc.returncode != 0:
        raise subprocess.CalledProcessError(proc.returncode, args, "", error.decode())
    return str(salida)
