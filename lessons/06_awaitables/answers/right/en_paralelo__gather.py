import asyncio


async def en_paralelo(fabricas):
    """Con gather, que conserva el orden."""
    return list(await asyncio.gather(*(fabrica() for fabrica in fabricas)))
