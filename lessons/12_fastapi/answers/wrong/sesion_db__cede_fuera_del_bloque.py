# E1223: yields after the block that keeps it open
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        pass
    finally:
        await sesion.cerrar()
    yield sesion
