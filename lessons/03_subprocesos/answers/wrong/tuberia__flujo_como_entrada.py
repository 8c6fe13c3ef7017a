# E0335: a StreamReader as standard input
import asyncio
from asyncio.subprocess import PIPE


async def tuberia(productor, consumidor):
    uno = await asyncio.create_subprocess_exec(*productor, stdout=PIPE)
    try:
        otro = await asyncio.create_subprocess_exec(*consumidor, stdin=uno.stdout, stdout=PIPE)
        salida, _ = await otro.communicate()
        return salida.decode()
    finally:
        await uno.wait()
