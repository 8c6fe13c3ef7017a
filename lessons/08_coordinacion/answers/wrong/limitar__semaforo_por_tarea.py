# E801: every task makes its own semaphore
import asyncio


async def limitar(fabricas, k):
    async def con_permiso(fabrica):
        async with asyncio.Semaphore(k):
            return await fabrica()

    return list(await asyncio.gather(*(con_permiso(fabrica) for fabrica in fabricas)))
