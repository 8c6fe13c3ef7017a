# E919: checks the count after asking for one more
from contextlib import aclosing


async def primeras(generador, n):
    valores = []
    async with aclosing(generador):
        async for valor in generador:
            if len(valores) >= n:
                break
            valores.append(valor)
    return valores
