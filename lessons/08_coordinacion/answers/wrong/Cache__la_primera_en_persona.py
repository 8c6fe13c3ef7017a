# E818: the first request does the work itself, and the others wait for ever when it is cancelled
import asyncio


class Cache:
    def __init__(self):
        self.futuros = {}

    async def obtener(self, clave, fabrica):
        if clave in self.futuros:
            return await asyncio.shield(self.futuros[clave])
        futuro = self.futuros[clave] = asyncio.get_running_loop().create_future()
        try:
            valor = await fabrica()
        except Exception as error:
            del self.futuros[clave]
            futuro.set_exception(error)
            futuro.exception()
            raise
        futuro.set_result(valor)
        return valor
