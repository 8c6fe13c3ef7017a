# E717: closes only if all goes well
async def usar(recurso, fn):
    await recurso.abrir()
    resultado = await fn(recurso)
    await recurso.cerrar()
    return resultado
