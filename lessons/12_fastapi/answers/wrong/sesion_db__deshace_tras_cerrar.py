# E1228: closes first, and rolls back afterwards
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.cerrar()
        await sesion.deshacer()
        raise
    else:
        await sesion.cerrar()
