# E918: goes on to the end, ignoring the rest
from contextlib import aclosing


async def primeras(generador, n):
    valores = []
    async with aclosing(generador):
        async for valor in generador:
            if len(valores) < n:
                valores.append(valor)
    return valores
