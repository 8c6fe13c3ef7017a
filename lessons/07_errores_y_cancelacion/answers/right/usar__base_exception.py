#: except BaseException that raises again, and else
async def usar(recurso, fn):
    """Un camino para el fallo y otro para el resultado, sin finally."""
    await recurso.abrir()
    try:
        resultado = await fn(recurso)
    except BaseException:
        await recurso.cerrar()
        raise
    else:
        await recurso.cerrar()
    return resultado
