# E1225: never closes
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        raise
