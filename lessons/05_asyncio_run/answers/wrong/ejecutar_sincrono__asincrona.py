# E20: an async function itself
async def ejecutar_sincrono(fn, *args):
    return await fn(*args)
