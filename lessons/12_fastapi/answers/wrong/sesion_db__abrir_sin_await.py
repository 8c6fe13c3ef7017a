# E14: does not await the opening
async def sesion_db():
    sesion = Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        raise
    finally:
        await sesion.cerrar()
