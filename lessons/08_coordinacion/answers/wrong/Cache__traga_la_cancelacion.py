# E19: goes on waiting although it was cancelled
import asyncio


class Cache:
    def __init__(self):
        self.tareas = {}

    async def obtener(self, clave, fabrica):
        if clave not in self.tareas:
            self.tareas[clave] = asyncio.create_task(fabrica())
        while True:
            try:
                return await asyncio.shield(self.tareas[clave])
            except asyncio.CancelledError:
                continue
            except Exception:
                self.tareas.pop(clave, None)
                raise
