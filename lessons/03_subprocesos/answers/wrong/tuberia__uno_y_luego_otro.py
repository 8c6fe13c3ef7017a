# E0332: the second one starts when the first has ended
import asyncio
from asyncio.subprocess import PIPE


async def corre(args, entrada=None):
    proc = await asyncio.create_subprocess_exec(*args, stdin=PIPE, stdout=PIPE)
    try:
        salida, _ = await proc.communicate(entrada)
        return salida
    finally:
        if proc.returncode is None:
            proc.kill()
        await proc.wait()


async def tuberia(productor, consumidor):
    return (await corre(consumidor, await corre(productor))).decode()
