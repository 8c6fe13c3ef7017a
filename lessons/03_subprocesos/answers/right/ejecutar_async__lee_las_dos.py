import asyncio
from asyncio.subprocess import PIPE
from subprocess import CalledProcessError


async def ejecutar_async(args):
    programa, *resto = args
    proc = await asyncio.create_subprocess_exec(programa, *resto, stdout=PIPE, stderr=PIPE)
    salida, error, codigo = await asyncio.gather(proc.stdout.read(), proc.stderr.read(), proc.wait())
    if codigo:
        raise CalledProcessError(codigo, args, output=salida.decode("utf-8"), stderr=error.decode("utf-8"))
    return salida.decode("utf-8")
