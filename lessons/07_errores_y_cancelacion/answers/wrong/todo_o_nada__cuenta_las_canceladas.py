# E704: cancelled tasks are counted as failures
import asyncio


async def todo_o_nada(fabricas):
    tareas = [asyncio.create_task(fabrica()) for fabrica in fabricas]
    try:
        return list(await asyncio.gather(*tareas))
    except Exception:
        for tarea in tareas:
            tarea.cancel()
        finales = await asyncio.gather(*tareas, return_exceptions=True)
        raise BaseExceptionGroup("fallos", [f for f in finales if isinstance(f, BaseException)]) from None
