# E0337: writes everything before it reads the answer
import asyncio
from asyncio.subprocess import PIPE


async def tuberia(productor, consumidor):
    uno = await asyncio.create_subprocess_exec(*productor, stdout=PIPE)
    otro = await asyncio.create_subprocess_exec(*consumidor, stdin=PIPE, stdout=PIPE)
    try:
        while trozo := await uno.stdout.read(65536):
            otro.stdin.write(trozo)
            await otro.stdin.drain()
        otro.stdin.close()
        salida = await otro.stdout.read()
        await uno.wait()
        await otro.wait()
        return salida.decode()
    finally:
        for proc in (uno, otro):
            if proc.returncode is None:
                proc.kill()
            await proc.wait()
