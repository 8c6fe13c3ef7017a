import asyncio
import contextlib
from asyncio.subprocess import PIPE


@contextlib.asynccontextmanager
async def hijo(*args, **canales):
    proc = await asyncio.create_subprocess_exec(*args, **canales)
    try:
        yield proc
        await proc.wait()
    finally:
        if proc.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                proc.kill()
            await proc.wait()


async def pasa(origen, destino):
    async for linea in origen:
        destino.write(linea)
        await destino.drain()
    destino.close()
    await destino.wait_closed()


async def tuberia(productor, consumidor):
    async with (
        hijo(*productor, stdout=PIPE) as uno,
        hijo(*consumidor, stdin=PIPE, stdout=PIPE) as otro,
        asyncio.TaskGroup() as grupo,
    ):
        grupo.create_task(pasa(uno.stdout, otro.stdin))
        leyendo = grupo.create_task(otro.stdout.read())
    return leyendo.result().decode()
