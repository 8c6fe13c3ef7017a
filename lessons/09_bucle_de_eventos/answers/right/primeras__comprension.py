#: a generator of its own that stops in time, and a comprehension
from contextlib import aclosing


async def primeras(generador, n):
    async def recorta():
        faltan = n
        while faltan > 0:
            try:
                yield await generador.__anext__()
            except StopAsyncIteration:
                return
            faltan -= 1

    async with aclosing(generador):
        return [valor async for valor in recorta()]
