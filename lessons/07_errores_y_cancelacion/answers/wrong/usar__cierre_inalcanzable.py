# E717: the line that closes comes after the return
async def usar(recurso, fn):
    await recurso.abrir()
    return await fn(recurso)
    await recurso.cerrar()
