# E09: awaits the first of the list, not the first to finish
async def primero_en_llegar(fabricas):
    return await fabricas[0]()
