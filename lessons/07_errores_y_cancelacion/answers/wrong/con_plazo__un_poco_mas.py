# E714: the same job gets the whole limit again
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    tarea = asyncio.create_task(fabrica())
    try:
        return await asyncio.wait_for(asyncio.shield(tarea), segundos)
    except TimeoutError:
        try:
            return await asyncio.wait_for(tarea, segundos)
        except TimeoutError:
            return defecto
