# E19: cleans up, and goes on as if nothing had been asked
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

    salida = b""
    try:
        _, salida = await asyncio.gather(lleva(), otro.stdout.read())
    except asyncio.CancelledError:
        uno.kill()
        otro.kill()
    await uno.wait()
    await otro.wait()
    return salida.decode()
