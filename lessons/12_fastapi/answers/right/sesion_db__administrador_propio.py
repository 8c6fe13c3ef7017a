#: a manager of its own, and a dependency that enters it
class Abierta:
    async def __aenter__(self):
        self.sesion = await Sesion.abrir()
        return self.sesion

    async def __aexit__(self, tipo, error, rastro):
        if tipo is not None and issubclass(tipo, Exception):
            await self.sesion.deshacer()
        await self.sesion.cerrar()
        return False


async def sesion_db():
    async with Abierta() as sesion:
        yield sesion
