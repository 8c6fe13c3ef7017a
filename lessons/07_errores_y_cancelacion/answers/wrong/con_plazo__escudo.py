# E712: a shielded job goes on after its deadline
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    tarea = asyncio.create_task(fabrica())
    try:
        return await asyncio.wait_for(asyncio.shield(tarea), segundos)
    except TimeoutError:
        if tarea.done():
            raise
        return defecto
