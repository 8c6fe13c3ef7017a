# E817: a failed task stays
import asyncio


class Cache:
    def __init__(self):
        self.tareas = {}

    async def obtener(self, clave, fabrica):
        if clave not in self.tareas:
            self.tareas[clave] = asyncio.create_task(fabrica())
        return await asyncio.shield(self.tareas[clave])
