# E14: does not await the rolling back
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        sesion.deshacer()
        raise
    finally:
        await sesion.cerrar()
