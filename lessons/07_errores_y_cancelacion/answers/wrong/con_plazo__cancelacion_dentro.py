# E713: inside the block every cancellation looks like the deadline
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    try:
        async with asyncio.timeout(segundos) as plazo:
            try:
                return await fabrica()
            except asyncio.CancelledError:
                return defecto
    except TimeoutError:
        if not plazo.expired():
            raise
        return defecto
