#: asyncio.wait instead of shield: it never cancels what it waits for
import asyncio


class Cache:
    """wait no cancela lo que espera."""

    def __init__(self):
        self.tareas = {}

    async def obtener(self, clave, fabrica):
        tarea = self.tareas.get(clave)
        if tarea is None:
            self.tareas[clave] = tarea = asyncio.create_task(fabrica())
        await asyncio.wait([tarea])
        try:
            return tarea.result()
        except BaseException:
            if self.tareas.get(clave) is tarea:
                del self.tareas[clave]
            raise
