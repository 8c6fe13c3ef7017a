# E1224: rolls back after an HTTPException alone
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except HTTPException:
        await sesion.deshacer()
        raise
    finally:
        await sesion.cerrar()
