# E09: never pauses
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    def __await__(self):
        return self.etiqueta
        yield
