# E920: a generator that ends early is an error
from contextlib import aclosing


async def primeras(generador, n):
    async with aclosing(generador):
        return [await anext(generador) for _ in range(n)]
