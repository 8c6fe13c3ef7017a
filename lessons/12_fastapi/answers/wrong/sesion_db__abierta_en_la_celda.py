# E1220: opened in the cell, before any request
SESION = await Sesion.abrir()


async def sesion_db():
    try:
        yield SESION
    except Exception:
        await SESION.deshacer()
        raise
