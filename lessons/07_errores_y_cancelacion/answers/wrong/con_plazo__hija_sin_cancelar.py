# E705: an outer cancel leaves the task running
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    tarea = asyncio.create_task(fabrica())
    hechas, _ = await asyncio.wait([tarea], timeout=segundos)
    if hechas:
        return tarea.result()
    tarea.cancel()
    await asyncio.wait([tarea])
    return defecto
