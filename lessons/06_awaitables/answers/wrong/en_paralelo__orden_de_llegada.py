# E10: completion order instead of the order asked for
import asyncio


async def en_paralelo(fabricas):
    return [await hecha for hecha in asyncio.as_completed([fabrica() for fabrica in fabricas])]
