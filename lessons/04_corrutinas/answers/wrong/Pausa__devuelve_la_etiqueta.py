# E422: the await is worth the label
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    def __await__(self):
        yield self.etiqueta
        return self.etiqueta
