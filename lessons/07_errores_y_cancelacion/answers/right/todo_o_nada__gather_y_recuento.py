#: gather for the first failure, a second gather for the rest
import asyncio


async def todo_o_nada(fabricas):
    """Un gather que avisa del primer fallo y otro que recoge a los demás."""
    tareas = [asyncio.ensure_future(fabrica()) for fabrica in fabricas]
    try:
        return list(await asyncio.gather(*tareas))
    except BaseException as motivo:
        for tarea in tareas:
            tarea.cancel()
        finales = await asyncio.gather(*tareas, return_exceptions=True)
        fallos = [f for f in finales if isinstance(f, Exception)]
        if fallos and not isinstance(motivo, asyncio.CancelledError):
            raise ExceptionGroup("fallos", fallos) from None
        raise
