# E422: a sent value that counts as false is replaced
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    def __await__(self):
        return (yield self.etiqueta) or self.etiqueta
