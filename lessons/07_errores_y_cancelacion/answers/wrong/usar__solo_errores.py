# E718: cleans up after an Exception, not after a cancellation
async def usar(recurso, fn):
    await recurso.abrir()
    try:
        resultado = await fn(recurso)
    except Exception:
        await recurso.cerrar()
        raise
    await recurso.cerrar()
    return resultado
