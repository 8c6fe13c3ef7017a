# E918: asks for everything and cuts afterwards
async def primeras(generador, n):
    return [valor async for valor in generador][:n]
