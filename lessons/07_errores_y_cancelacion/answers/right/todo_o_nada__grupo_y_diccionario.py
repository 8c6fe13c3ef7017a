#: a TaskGroup whose tasks write their results by position
import asyncio


async def todo_o_nada(fabricas):
    """Cada tarea anota su resultado en su posición."""
    resultados = {}

    async def anota(posicion, fabrica):
        resultados[posicion] = await fabrica()

    async with asyncio.TaskGroup() as grupo:
        for posicion, fabrica in enumerate(fabricas):
            grupo.create_task(anota(posicion, fabrica), name=f"trabajo {posicion}")
    return [resultados[posicion] for posicion in range(len(fabricas))]
