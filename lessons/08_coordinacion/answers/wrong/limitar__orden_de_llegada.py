# E10: results in the order of completion
import asyncio


async def limitar(fabricas, k):
    permisos = asyncio.Semaphore(k)
    resultados = []

    async def con_permiso(fabrica):
        async with permisos:
            resultados.append(await fabrica())

    await asyncio.gather(*(con_permiso(fabrica) for fabrica in fabricas))
    return resultados
