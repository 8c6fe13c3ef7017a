# E723: the deadline comes out as a TimeoutError
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    async with asyncio.timeout(segundos):
        return await fabrica()
    return defecto
