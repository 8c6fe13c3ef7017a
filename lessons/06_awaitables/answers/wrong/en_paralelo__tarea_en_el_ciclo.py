# E21: creates each task and awaits it in the same turn of the loop
import asyncio


async def en_paralelo(fabricas):
    resultados = []
    for fabrica in fabricas:
        tarea = asyncio.create_task(fabrica())
        resultados.append(await tarea)
    return resultados
