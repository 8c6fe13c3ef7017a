# E420: async __await__
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    async def __await__(self):
        return self.etiqueta
