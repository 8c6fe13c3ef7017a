# E19: a cancellation from outside comes out as a group of failures
import asyncio


async def todo_o_nada(fabricas):
    tareas = [asyncio.create_task(fabrica()) for fabrica in fabricas]
    try:
        return list(await asyncio.gather(*tareas))
    except BaseException as motivo:
        for tarea in tareas:
            tarea.cancel()
        finales = await asyncio.gather(*tareas, return_exceptions=True)
        fallos = [f for f in finales if isinstance(f, Exception)]
        raise ExceptionGroup("fallos", fallos or [RuntimeError(repr(motivo))]) from None
