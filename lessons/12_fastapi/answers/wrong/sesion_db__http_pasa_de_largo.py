# E1224: takes an HTTPException for no failure
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except HTTPException:
        raise
    except Exception:
        await sesion.deshacer()
        raise
    finally:
        await sesion.cerrar()
