# E713: an outer cancel is read as a timeout
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    try:
        async with asyncio.timeout(segundos) as plazo:
            return await fabrica()
    except (TimeoutError, asyncio.CancelledError) as error:
        if isinstance(error, TimeoutError) and not plazo.expired():
            raise
        return defecto
