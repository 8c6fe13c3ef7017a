# E32: tells all failures, but only when everything is over
import asyncio


async def todo_o_nada(fabricas):
    finales = await asyncio.gather(*(fabrica() for fabrica in fabricas), return_exceptions=True)
    fallos = [f for f in finales if isinstance(f, Exception)]
    if fallos:
        raise ExceptionGroup("fallos", fallos)
    return finales
