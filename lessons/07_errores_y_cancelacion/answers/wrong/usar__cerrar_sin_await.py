# E14: the coroutine that closes is never awaited
async def usar(recurso, fn):
    await recurso.abrir()
    try:
        return await fn(recurso)
    finally:
        recurso.cerrar()
