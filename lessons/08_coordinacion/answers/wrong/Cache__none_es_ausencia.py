# E822: a value of None counts as no value
import asyncio


class Cache:
    def __init__(self):
        self.valores, self.candados = {}, {}

    async def obtener(self, clave, fabrica):
        async with self.candados.setdefault(clave, asyncio.Lock()):
            if self.valores.get(clave) is None:
                self.valores[clave] = await fabrica()
            return self.valores[clave]
