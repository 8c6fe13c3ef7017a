# E919: asks for a value before it looks at n
from contextlib import aclosing


async def primeras(generador, n):
    valores = []
    async with aclosing(generador):
        async for valor in generador:
            valores.append(valor)
            if len(valores) >= n:
                break
    return valores[:n]
