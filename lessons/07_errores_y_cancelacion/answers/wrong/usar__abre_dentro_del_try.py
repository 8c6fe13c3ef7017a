# E720: closes what never opened
async def usar(recurso, fn):
    try:
        await recurso.abrir()
        return await fn(recurso)
    finally:
        await recurso.cerrar()
