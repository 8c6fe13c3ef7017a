# E12: a task for each item
import asyncio


async def linea_de_trabajo(xs, n, fn):
    return await asyncio.gather(*(fn(x) for x in xs), return_exceptions=True)
