# E1223: returns the session, and closes it on the way out
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        return sesion
    except Exception:
        await sesion.deshacer()
        raise
    finally:
        await sesion.cerrar()
