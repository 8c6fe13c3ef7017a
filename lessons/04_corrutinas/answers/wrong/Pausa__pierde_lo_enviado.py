# E422: pauses and drops what was sent
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    def __await__(self):
        yield self.etiqueta
