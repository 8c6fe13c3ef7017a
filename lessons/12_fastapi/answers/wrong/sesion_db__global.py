# E1220: one session for all
sesion = None


async def sesion_db():
    global sesion
    if sesion is None:
        sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        raise
