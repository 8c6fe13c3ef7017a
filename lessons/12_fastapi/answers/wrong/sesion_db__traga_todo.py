# E1222: catches everything and raises nothing
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
    finally:
        await sesion.cerrar()
