# E917: with nothing to ask for, it forgets to close
from contextlib import aclosing


async def primeras(generador, n):
    if n == 0:
        return []
    valores = []
    async with aclosing(generador):
        async for valor in generador:
            valores.append(valor)
            if len(valores) == n:
                break
    return valores
