# E803: a lock where a semaphore was needed
import asyncio


async def limitar(fabricas, k):
    turno = asyncio.Lock()

    async def con_turno(fabrica):
        async with turno:
            return await fabrica()

    return list(await asyncio.gather(*(con_turno(fabrica) for fabrica in fabricas)))
