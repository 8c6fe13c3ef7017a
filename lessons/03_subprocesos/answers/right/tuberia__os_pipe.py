import asyncio
import os
from asyncio.subprocess import PIPE


async def tuberia(productor, consumidor):
    lee, escribe = os.pipe()
    hijos = []
    try:
        try:
            hijos.append(await asyncio.create_subprocess_exec(*productor, stdout=escribe))
            hijos.append(await asyncio.create_subprocess_exec(*consumidor, stdin=lee, stdout=PIPE))
        finally:
            os.close(lee)
            os.close(escribe)
        salida, _ = await hijos[1].communicate()
        await hijos[0].wait()
        return salida.decode()
    except BaseException:
        for hijo in hijos:
            if hijo.returncode is None:
                hijo.kill()
        for hijo in hijos:
            await hijo.wait()
        raise
