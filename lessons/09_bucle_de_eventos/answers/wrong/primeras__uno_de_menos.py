# E919: gives one value too few
from contextlib import aclosing


async def primeras(generador, n):
    valores = []
    async with aclosing(generador):
        for _ in range(1, n):
            valores.append(await anext(generador))
    return valores
