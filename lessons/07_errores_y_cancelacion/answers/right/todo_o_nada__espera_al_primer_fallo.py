#: by hand: wait for the first failure, cancel, collect
import asyncio


async def todo_o_nada(fabricas):
    """Con asyncio.wait y un finally que no deja nada suelto."""
    tareas = [asyncio.create_task(fabrica()) for fabrica in fabricas]
    if not tareas:
        return []
    try:
        await asyncio.wait(tareas, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for tarea in tareas:
            tarea.cancel()
        await asyncio.wait(tareas)
    fallos = [t.exception() for t in tareas if not t.cancelled() and t.exception()]
    if fallos:
        raise ExceptionGroup("no salió todo", fallos)
    return [tarea.result() for tarea in tareas]
