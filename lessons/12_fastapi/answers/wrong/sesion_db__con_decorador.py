# E1226: makes a context manager of it
@asynccontextmanager
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        raise
    finally:
        await sesion.cerrar()
