# E10: results in the order of arrival
import asyncio


async def todo_o_nada(fabricas):
    resultados = []

    async def anota(fabrica):
        resultados.append(await fabrica())

    async with asyncio.TaskGroup() as grupo:
        for fabrica in fabricas:
            grupo.create_task(anota(fabrica))
    return resultados
