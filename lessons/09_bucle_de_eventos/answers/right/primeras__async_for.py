#: async for with the count checked after keeping the value
from contextlib import aclosing


async def primeras(generador, n):
    valores = []
    async with aclosing(generador) as abierto:
        if n == 0:
            return valores
        async for valor in abierto:
            valores.append(valor)
            if len(valores) == n:
                return valores
    return valores
