# E22: cancelled, but not awaited
import asyncio


async def primero_en_llegar(fabricas):
    tareas = [asyncio.create_task(fabrica()) for fabrica in fabricas]
    hechas, pendientes = await asyncio.wait(tareas, return_when=asyncio.FIRST_COMPLETED)
    for tarea in pendientes:
        tarea.cancel()
    return hechas.pop().result()
