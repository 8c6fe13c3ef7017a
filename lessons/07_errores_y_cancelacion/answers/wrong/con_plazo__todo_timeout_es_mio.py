# E716: the job's own TimeoutError is taken for the deadline
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    try:
        return await asyncio.wait_for(fabrica(), segundos)
    except TimeoutError:
        return defecto
