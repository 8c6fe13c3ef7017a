#: a dataclass that delegates with yield from
from dataclasses import dataclass
from typing import Any


def ofrece(etiqueta):
    return (yield etiqueta)


@dataclass(frozen=True)
class Pausa:
    """Con yield from."""

    etiqueta: Any

    def __await__(self):
        respuesta = yield from ofrece(self.etiqueta)
        return respuesta
