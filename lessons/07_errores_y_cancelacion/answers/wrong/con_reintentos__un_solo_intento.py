# E724: the failure of the first attempt goes straight out
async def con_reintentos(fabrica, n, espera):
    return await fabrica()
