#: values and flights in two dicts, a wrapping coroutine that tidies up
import asyncio


class Cache:
    """Los valores por un lado, los trabajos en curso por otro."""

    def __init__(self):
        self.valores, self.vuelos = {}, {}

    async def _vuela(self, clave, fabrica):
        try:
            self.valores[clave] = await fabrica()
            return self.valores[clave]
        finally:
            self.vuelos.pop(clave)

    async def obtener(self, clave, fabrica):
        if clave in self.valores:
            return self.valores[clave]
        if clave not in self.vuelos:
            self.vuelos[clave] = asyncio.create_task(self._vuela(clave, fabrica))
        return await asyncio.shield(self.vuelos[clave])
