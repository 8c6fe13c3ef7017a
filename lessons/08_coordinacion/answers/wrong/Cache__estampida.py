# E816: only finished values are remembered
class Cache:
    def __init__(self):
        self.valores = {}

    async def obtener(self, clave, fabrica):
        if clave not in self.valores:
            self.valores[clave] = await fabrica()
        return self.valores[clave]
