#: k workers share one iterator: no semaphore at all
import asyncio


async def limitar(fabricas, k):
    """Cada obrero toma la siguiente fábrica del mismo iterador."""
    pendientes = iter(enumerate(fabricas))
    resultados = [None] * len(fabricas)

    async def obrero():
        for i, fabrica in pendientes:
            resultados[i] = await fabrica()

    async with asyncio.TaskGroup() as grupo:
        for _ in range(k):
            grupo.create_task(obrero())
    return resultados
