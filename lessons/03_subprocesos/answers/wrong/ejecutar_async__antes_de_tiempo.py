# E0323: the exit code before the end
import asyncio
import subprocess


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(*args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    salida, error = await asyncio.gather(proc.stdout.read(), proc.stderr.read())
    if proc.returncode:
        raise subprocess.CalledProcessError(proc.returncode, args, salida.decode(), error.decode())
    return salida.decode()
