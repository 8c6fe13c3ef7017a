#: a task, asyncio.wait with a time limit, and a finally
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    """Espera una tarea con límite; pase lo que pase, no la deja suelta."""
    tarea = asyncio.ensure_future(fabrica())
    try:
        hechas, _ = await asyncio.wait([tarea], timeout=segundos)
        return tarea.result() if hechas else defecto
    finally:
        tarea.cancel()
        await asyncio.gather(tarea, return_exceptions=True)
