# E1222: turns every exception into an HTTPException of its own
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception as error:
        await sesion.deshacer()
        raise HTTPException(500, "falló la base de datos") from error
    finally:
        await sesion.cerrar()
