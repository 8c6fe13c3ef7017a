#: a lock for each key, and a second look
import asyncio
import collections


class Cache:
    """Un candado por clave; al entrar se vuelve a mirar."""

    def __init__(self):
        self.valores = {}
        self.candados = collections.defaultdict(asyncio.Lock)

    async def obtener(self, clave, fabrica):
        async with self.candados[clave]:
            if clave not in self.valores:
                self.valores[clave] = await fabrica()
        return self.valores[clave]
