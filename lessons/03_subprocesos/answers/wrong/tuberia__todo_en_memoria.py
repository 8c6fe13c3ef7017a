# E0331: both run, and the whole output is read before a byte of it is handed on
import asyncio
from asyncio.subprocess import PIPE


async def tuberia(productor, consumidor):
    uno = await asyncio.create_subprocess_exec(*productor, stdout=PIPE)
    otro = await asyncio.create_subprocess_exec(*consumidor, stdin=PIPE, stdout=PIPE)
    try:
        datos = await uno.stdout.read()
        salida, _ = await otro.communicate(datos)
        await uno.wait()
        return salida.decode()
    finally:
        for proc in (uno, otro):
            if proc.returncode is None:
                proc.kill()
            await proc.wait()
