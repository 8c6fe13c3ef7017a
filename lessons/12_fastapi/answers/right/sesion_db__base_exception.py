#: rolls back after a cancellation too
async def sesion_db():
    sesion = await Sesion.abrir()
    try:
        try:
            yield sesion
        except BaseException:
            await sesion.deshacer()
            raise
    finally:
        await sesion.cerrar()
