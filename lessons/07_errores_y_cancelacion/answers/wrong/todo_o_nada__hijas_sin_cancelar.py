# E705: a failure cancels the others, a cancellation from outside does not
import asyncio


async def todo_o_nada(fabricas):
    tareas = [asyncio.create_task(fabrica()) for fabrica in fabricas]
    if not tareas:
        return []
    _, pendientes = await asyncio.wait(tareas, return_when=asyncio.FIRST_EXCEPTION)
    for tarea in pendientes:
        tarea.cancel()
    await asyncio.gather(*pendientes, return_exceptions=True)
    fallos = [t.exception() for t in tareas if not t.cancelled() and t.exception()]
    if fallos:
        raise ExceptionGroup("fallos", fallos)
    return [tarea.result() for tarea in tareas]
