#: try and finally, with a default for anext
async def primeras(generador, n):
    fin = object()
    valores = []
    try:
        for _ in range(n):
            valor = await anext(generador, fin)
            if valor is fin:
                break
            valores.append(valor)
        return valores
    finally:
        await generador.aclose()
