# E821: shares the work in flight and forgets its value
import asyncio


class Cache:
    def __init__(self):
        self.vuelos = {}

    async def obtener(self, clave, fabrica):
        if clave not in self.vuelos:
            self.vuelos[clave] = asyncio.create_task(fabrica())
            self.vuelos[clave].add_done_callback(lambda _: self.vuelos.pop(clave))
        return await asyncio.shield(self.vuelos[clave])
