# E0330: the ends of the pipe stay open in the parent
import asyncio
import os
from asyncio.subprocess import PIPE


async def tuberia(productor, consumidor):
    lee, escribe = os.pipe()
    uno = await asyncio.create_subprocess_exec(*productor, stdout=escribe)
    otro = await asyncio.create_subprocess_exec(*consumidor, stdin=lee, stdout=PIPE)
    salida, _ = await otro.communicate()
    await uno.wait()
    return salida.decode()
