# E1221: rolls back, and closes only after a good end
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        raise
    else:
        await sesion.cerrar()
