# E12: one permit too many
import asyncio


async def limitar(fabricas, k):
    permisos = asyncio.Semaphore(k + 1)

    async def con_permiso(fabrica):
        async with permisos:
            return await fabrica()

    return list(await asyncio.gather(*(con_permiso(fabrica) for fabrica in fabricas)))
