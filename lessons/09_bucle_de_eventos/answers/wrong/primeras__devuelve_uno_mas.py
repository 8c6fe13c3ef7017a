# E919: gives one value too many
from contextlib import aclosing


async def primeras(generador, n):
    valores = []
    async with aclosing(generador):
        async for valor in generador:
            valores.append(valor)
            if len(valores) > n:
                break
    return valores
