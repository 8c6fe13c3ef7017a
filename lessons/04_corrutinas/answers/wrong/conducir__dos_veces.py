# E415: drives it once for the pauses and again for the value
def conducir(coro):
    pausas = []
    for pausa in coro.__await__():
        if not isinstance(pausa, str):
            coro.close()
            raise TypeError(pausa)
        pausas.append(pausa)
    try:
        while True:
            coro.send(None)
    except StopIteration as fin:
        return pausas, fin.value
