#: an object whose call is the generator
class DependenciaDeSesion:
    async def __call__(self):
        sesion = await Sesion.abrir()
        try:
            yield sesion
        except Exception as error:
            await sesion.deshacer()
            raise error
        finally:
            await sesion.cerrar()


sesion_db = DependenciaDeSesion()
