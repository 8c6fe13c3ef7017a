# E0304: the exit code is ignored
import asyncio


async def ejecutar_async(args):
    proc = await asyncio.create_subprocess_exec(
        *args, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    salida, _ = await proc.communicate()
    return salida.decode()
