# E1221: cleans up only after a good end
async def sesion_db():
    sesion = await Sesion.abrir()
    yield sesion
    await sesion.cerrar()
