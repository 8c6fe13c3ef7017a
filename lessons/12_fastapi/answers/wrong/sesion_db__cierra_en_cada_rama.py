# E1221: closes in each branch but that of a cancellation
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        await sesion.cerrar()
        raise
    else:
        await sesion.cerrar()
