# E421: the iterator of a list cannot be sent anything
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    def __await__(self):
        return iter([self.etiqueta])
