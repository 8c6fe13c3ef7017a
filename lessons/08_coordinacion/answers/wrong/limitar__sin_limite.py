# E12: all at once
import asyncio


async def limitar(fabricas, k):
    return list(await asyncio.gather(*(fabrica() for fabrica in fabricas)))
