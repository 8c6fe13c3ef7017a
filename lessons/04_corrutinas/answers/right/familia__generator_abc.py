#: a class that fulfils the protocol of generators
from collections.abc import Generator


class Estanque(Generator):
    def __init__(self, patos):
        self.patos = patos

    def send(self, nombre):
        if nombre in self.patos:
            self.patos[nombre] = "agua"
        return list(self.patos.values()).count("agua")

    def throw(self, tipo, valor=None, traza=None):
        self.patos.update(dict.fromkeys(self.patos, "orilla"))
        raise tipo if valor is None else valor


def familia(patos):
    """Una clase con send, throw y close."""
    return Estanque(patos)
