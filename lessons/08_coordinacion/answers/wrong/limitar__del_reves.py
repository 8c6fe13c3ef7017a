# E30: the workers take from the end of the list
import asyncio


async def limitar(fabricas, k):
    pendientes = list(enumerate(fabricas))
    resultados = [None] * len(fabricas)

    async def obrero():
        while pendientes:
            i, fabrica = pendientes.pop()
            resultados[i] = await fabrica()

    await asyncio.gather(*(obrero() for _ in range(k)))
    return resultados
