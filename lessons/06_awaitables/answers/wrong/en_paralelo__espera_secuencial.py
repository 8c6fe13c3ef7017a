# E07: awaits each coroutine before making the next
async def en_paralelo(fabricas):
    return [await fabrica() for fabrica in fabricas]
