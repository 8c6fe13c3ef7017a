# E1222: takes an HTTPException for the route's own business
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except HTTPException:
        await sesion.deshacer()
    except Exception:
        await sesion.deshacer()
        raise
    finally:
        await sesion.cerrar()
