# E0334: killed, and not awaited
import asyncio
from asyncio.subprocess import PIPE


async def tuberia(productor, consumidor):
    uno = await asyncio.create_subprocess_exec(*productor, stdout=PIPE)
    otro = await asyncio.create_subprocess_exec(*consumidor, stdin=PIPE, stdout=PIPE)

    async def lleva():
        while trozo := await uno.stdout.read(65536):
            otro.stdin.write(trozo)
            await otro.stdin.drain()
        otro.stdin.close()

    try:
        _, salida = await asyncio.gather(lleva(), otro.stdout.read())
        await uno.wait()
        await otro.wait()
        return salida.decode()
    except asyncio.CancelledError:
        uno.kill()
        otro.kill()
        raise
