# E802: fixed batches of k
import asyncio


async def limitar(fabricas, k):
    resultados = []
    for i in range(0, len(fabricas), k):
        resultados += await asyncio.gather(*(fabrica() for fabrica in fabricas[i : i + k]))
    return resultados
