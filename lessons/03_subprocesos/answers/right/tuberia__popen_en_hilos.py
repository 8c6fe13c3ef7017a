import asyncio
import subprocess


async def tuberia(productor, consumidor):
    uno = subprocess.Popen(productor, stdout=subprocess.PIPE)  # noqa: ASYNC220
    otro = subprocess.Popen(consumidor, stdin=uno.stdout, stdout=subprocess.PIPE, text=True)  # noqa: ASYNC220
    uno.stdout.close()
    lectura = asyncio.ensure_future(asyncio.to_thread(otro.communicate))
    try:
        salida, _ = await asyncio.shield(lectura)
        await asyncio.to_thread(uno.wait)
        return salida
    finally:
        uno.kill()
        otro.kill()
        await lectura
        uno.wait()
