# E422: keeps what was sent in an attribute
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    def __await__(self):
        self.valor = yield self.etiqueta
