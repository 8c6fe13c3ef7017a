# E721: a return in the finally drops the exception
async def usar(recurso, fn):
    resultado = None
    await recurso.abrir()
    try:
        resultado = await fn(recurso)
    finally:
        await recurso.cerrar()
        return resultado
