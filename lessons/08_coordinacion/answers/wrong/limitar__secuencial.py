# E07: the semaphore is taken, but one after the other
import asyncio


async def limitar(fabricas, k):
    permisos = asyncio.Semaphore(k)
    resultados = []
    for fabrica in fabricas:
        async with permisos:
            resultados.append(await fabrica())
    return resultados
