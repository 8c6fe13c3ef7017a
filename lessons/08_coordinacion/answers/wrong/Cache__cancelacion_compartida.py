# E818: awaits the shared task itself
import asyncio


class Cache:
    def __init__(self):
        self.tareas = {}

    async def obtener(self, clave, fabrica):
        if clave not in self.tareas:
            self.tareas[clave] = asyncio.create_task(fabrica())
        try:
            return await self.tareas[clave]
        except BaseException:
            self.tareas.pop(clave, None)
            raise
