# E22: the others are cancelled, but not awaited
import asyncio


async def todo_o_nada(fabricas):
    tareas = [asyncio.create_task(fabrica()) for fabrica in fabricas]
    try:
        return list(await asyncio.gather(*tareas))
    except Exception as error:
        for tarea in tareas:
            tarea.cancel()
        raise ExceptionGroup("fallos", [error]) from None
