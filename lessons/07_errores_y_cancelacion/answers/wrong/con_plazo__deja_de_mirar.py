# E712: asyncio.wait with a time limit, and nobody cancels
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    tarea = asyncio.create_task(fabrica())
    hechas, _ = await asyncio.wait([tarea], timeout=segundos)
    return tarea.result() if hechas else defecto
