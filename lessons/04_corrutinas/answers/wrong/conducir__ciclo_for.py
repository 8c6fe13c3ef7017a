# E414: a for loop over the iterator swallows StopIteration
def conducir(coro):
    pausas = []
    for pausa in coro.__await__():
        if not isinstance(pausa, str):
            coro.close()
            raise TypeError(pausa)
        pausas.append(pausa)
    return pausas, None
