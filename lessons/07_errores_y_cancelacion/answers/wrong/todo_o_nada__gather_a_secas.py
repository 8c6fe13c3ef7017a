# E701: a bare gather: the others go on
import asyncio


async def todo_o_nada(fabricas):
    return list(await asyncio.gather(*(fabrica() for fabrica in fabricas)))
