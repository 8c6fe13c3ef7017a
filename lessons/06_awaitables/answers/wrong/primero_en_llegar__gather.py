# E609: gathers all of them
import asyncio


async def primero_en_llegar(fabricas):
    orden = []

    async def anota(fabrica):
        orden.append(await fabrica())

    await asyncio.gather(*(anota(fabrica) for fabrica in fabricas))
    return orden[0]
