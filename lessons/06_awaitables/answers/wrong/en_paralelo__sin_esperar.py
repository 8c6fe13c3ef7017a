# E20: hands back the coroutines themselves
async def en_paralelo(fabricas):
    return [fabrica() for fabrica in fabricas]
