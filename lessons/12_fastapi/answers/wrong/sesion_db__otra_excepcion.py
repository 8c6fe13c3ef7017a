# E1222: replaces what is no HTTPException
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except HTTPException:
        await sesion.deshacer()
        raise
    except Exception:
        await sesion.deshacer()
        raise RuntimeError("falló la base de datos")
    finally:
        await sesion.cerrar()
