# E17: takes a failure for the end
from contextlib import aclosing


async def primeras(generador, n):
    valores = []
    async with aclosing(generador):
        while len(valores) < n:
            try:
                valores.append(await anext(generador))
            except (StopAsyncIteration, Exception):
                break
    return valores
