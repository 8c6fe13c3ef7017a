# E419: next() on a coroutine
def conducir(coro):
    pausas = []
    try:
        while True:
            pausa = next(coro)
            if not isinstance(pausa, str):
                raise TypeError(pausa)
            pausas.append(pausa)
    except StopIteration as fin:
        return pausas, fin.value
    finally:
        coro.close()
