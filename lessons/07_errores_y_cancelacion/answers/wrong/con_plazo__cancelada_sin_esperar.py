# E22: cancelled at the deadline, but not awaited
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    tarea = asyncio.create_task(fabrica())
    try:
        hechas, _ = await asyncio.wait([tarea], timeout=segundos)
    except asyncio.CancelledError:
        tarea.cancel()
        raise
    if hechas:
        return tarea.result()
    tarea.cancel()
    return defecto
