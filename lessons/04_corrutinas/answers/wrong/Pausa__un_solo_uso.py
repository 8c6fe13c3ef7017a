# E423: the iterator is made once, with the object
class Pausa:
    def __init__(self, etiqueta):
        self.etiqueta = etiqueta
        self._iterador = self._pausa()

    def _pausa(self):
        return (yield self.etiqueta)

    def __await__(self):
        return self._iterador
