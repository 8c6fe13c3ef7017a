# E1225: closes only after a failure
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except BaseException:
        await sesion.deshacer()
        await sesion.cerrar()
        raise
