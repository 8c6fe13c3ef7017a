#: a flag says how it went
async def sesion_db():
    bien, sesion = False, await Sesion.abrir()
    try:
        yield sesion
        bien = True
    finally:
        try:
            if not bien:
                await sesion.deshacer()
        finally:
            await sesion.cerrar()
