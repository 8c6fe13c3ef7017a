import asyncio
from subprocess import PIPE, CalledProcessError, Popen


async def ejecutar_async(args):
    proc = Popen(args, stdout=PIPE, stderr=PIPE, text=True)  # noqa: ASYNC220
    salida, error = await asyncio.to_thread(proc.communicate)
    if proc.returncode:
        raise CalledProcessError(proc.returncode, args, salida, error)
    return salida
