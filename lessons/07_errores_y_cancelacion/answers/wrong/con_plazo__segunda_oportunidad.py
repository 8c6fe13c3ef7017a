# E714: a second attempt with a deadline of its own
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    for _ in range(2):
        try:
            return await asyncio.wait_for(fabrica(), segundos)
        except TimeoutError:
            continue
    return defecto
