# E421: async and yield, which make an asynchronous generator
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    async def __await__(self):
        yield self.etiqueta
