# E1229: one request at a time
candado = asyncio.Lock()


async def sesion_db():
    async with candado:
        sesion = await Sesion.abrir()
        try:
            yield sesion
        except Exception:
            await sesion.deshacer()
            raise
        finally:
            await sesion.cerrar()
