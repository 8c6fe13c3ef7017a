# E1227: rolls back in the finally
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    finally:
        await sesion.deshacer()
        await sesion.cerrar()
