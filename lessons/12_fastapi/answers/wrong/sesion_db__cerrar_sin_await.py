# E14: does not await the closing
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        raise
    finally:
        sesion.cerrar()
