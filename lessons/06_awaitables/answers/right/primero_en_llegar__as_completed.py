#: as_completed, tasks cancelled in a finally
import asyncio


async def primero_en_llegar(fabricas):
    """Toma la primera que entrega as_completed."""
    tareas = [asyncio.create_task(fabrica()) for fabrica in fabricas]
    try:
        for primera in asyncio.as_completed(tareas):
            return await primera
    finally:
        for tarea in tareas:
            tarea.cancel()
        await asyncio.wait(tareas)
        for tarea in tareas:
            if not tarea.cancelled():
                tarea.exception()
