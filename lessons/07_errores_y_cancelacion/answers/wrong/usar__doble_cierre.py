# E719: closes at the end of the try and in the finally
async def usar(recurso, fn):
    await recurso.abrir()
    try:
        resultado = await fn(recurso)
        await recurso.cerrar()
        return resultado
    finally:
        await recurso.cerrar()
