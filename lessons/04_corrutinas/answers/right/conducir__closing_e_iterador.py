#: contextlib.closing and the iterator of __await__
import contextlib


def conducir(coro):
    """Recorre el iterador de __await__ con un generador que anota."""
    pausas = []

    def recorre():
        valor = yield from coro.__await__()
        return valor

    with contextlib.closing(coro):
        viaje = recorre()
        try:
            while True:
                pausas.append(next(viaje))
                if not isinstance(pausas[-1], str):
                    raise TypeError(repr(pausas[-1]))
        except StopIteration as fin:
            return pausas, fin.value
