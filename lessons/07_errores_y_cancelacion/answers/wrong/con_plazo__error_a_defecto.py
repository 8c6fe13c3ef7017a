# E17: any failure gives the default
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    try:
        async with asyncio.timeout(segundos):
            return await fabrica()
    except Exception:
        return defecto
