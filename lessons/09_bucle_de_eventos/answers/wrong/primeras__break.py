# E917: break leaves the generator suspended
async def primeras(generador, n):
    valores = []
    if n == 0:
        return valores
    async for valor in generador:
        valores.append(valor)
        if len(valores) == n:
            break
    return valores
