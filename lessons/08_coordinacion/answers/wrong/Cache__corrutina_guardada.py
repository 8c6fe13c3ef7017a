# E820: keeps the coroutine instead of a task
class Cache:
    def __init__(self):
        self.corrutinas = {}

    async def obtener(self, clave, fabrica):
        if clave not in self.corrutinas:
            self.corrutinas[clave] = fabrica()
        return await self.corrutinas[clave]
