# E09: receives with one yield and offers with another
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    def __await__(self):
        valor = yield self.etiqueta
        yield valor
        return valor
