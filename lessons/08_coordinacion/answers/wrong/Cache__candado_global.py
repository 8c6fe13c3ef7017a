# E819: one lock for all keys
import asyncio


class Cache:
    def __init__(self):
        self.valores, self.candado = {}, asyncio.Lock()

    async def obtener(self, clave, fabrica):
        async with self.candado:
            if clave not in self.valores:
                self.valores[clave] = await fabrica()
            return self.valores[clave]
