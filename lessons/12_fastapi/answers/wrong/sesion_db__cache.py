# E1220: keeps the open one for the next request
class Guardada:
    actual = None


async def sesion_db():
    if Guardada.actual is None or Guardada.actual.cerrada:
        Guardada.actual = await Sesion.abrir()
    sesion = Guardada.actual
    try:
        yield sesion
    except Exception:
        await sesion.deshacer()
        raise
    finally:
        if not sesion.cerrada:
            await sesion.cerrar()
