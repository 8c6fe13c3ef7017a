# E703: a group that holds the first failure alone, whatever else failed
import asyncio


async def todo_o_nada(fabricas):
    tareas = [asyncio.create_task(fabrica()) for fabrica in fabricas]
    try:
        return list(await asyncio.gather(*tareas))
    except Exception as primero:
        for tarea in tareas:
            tarea.cancel()
        await asyncio.gather(*tareas, return_exceptions=True)
        raise ExceptionGroup("falló una", [primero]) from None
