# E917: aclose() is called and not awaited
async def primeras(generador, n):
    valores = []
    if n:
        async for valor in generador:
            valores.append(valor)
            if len(valores) == n:
                break
    generador.aclose()
    return valores
