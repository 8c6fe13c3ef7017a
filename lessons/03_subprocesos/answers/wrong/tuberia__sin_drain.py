# E0331: writes without drain
import asyncio
from asyncio.subprocess import PIPE


async def tuberia(productor, consumidor):
    procesos = []

    async def lleva(origen, destino):
        while trozo := await origen.read(65536):
            destino.write(trozo)
        destino.close()

    try:
        uno = await asyncio.create_subprocess_exec(*productor, stdout=PIPE)
        procesos.append(uno)
        otro = await asyncio.create_subprocess_exec(*consumidor, stdin=PIPE, stdout=PIPE)
        procesos.append(otro)
        _, salida = await asyncio.gather(lleva(uno.stdout, otro.stdin), otro.stdout.read())
        await uno.wait()
        await otro.wait()
        return salida.decode()
    finally:
        for proceso in procesos:
            if proceso.returncode is None:
                proceso.kill()
            await proceso.wait()
