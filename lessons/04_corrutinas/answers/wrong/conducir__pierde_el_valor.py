# E414: catches StopIteration and drops what it carries
def conducir(coro):
    pausas, valor = [], None
    try:
        while True:
            pausa = coro.send(None)
            if not isinstance(pausa, str):
                raise TypeError(pausa)
            pausas.append(pausa)
    except StopIteration:
        pass
    finally:
        coro.close()
    return pausas, valor
