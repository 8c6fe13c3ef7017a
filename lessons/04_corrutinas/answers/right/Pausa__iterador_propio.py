#: an iterator with send, written as a class
class _Una:
    def __init__(self, etiqueta):
        self.etiqueta, self.empezada = etiqueta, False

    def __iter__(self):
        return self

    def __next__(self):
        return self.send(None)

    def send(self, valor):
        if self.empezada:
            raise StopIteration(valor)
        self.empezada = True
        return self.etiqueta


class Pausa:
    """Cada espera recibe un iterador nuevo."""

    def __init__(self, etiqueta):
        self.etiqueta = etiqueta

    def __await__(self):
        return _Una(self.etiqueta)
