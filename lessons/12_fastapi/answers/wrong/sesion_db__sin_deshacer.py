# E1224: closes, and rolls nothing back
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    finally:
        await sesion.cerrar()
