# E0325: whatever is written to standard error is a failure
import asyncio
import subprocess


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(*args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    salida, error = await proc.communicate()
    if error:
        raise subprocess.CalledProcessError(proc.returncode, args, salida.decode(), error.decode())
    return salida.decode()
