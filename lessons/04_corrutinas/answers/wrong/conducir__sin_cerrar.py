# E417: raises TypeError and leaves the coroutine half way
def conducir(coro):
    pausas = []
    while True:
        try:
            pausa = coro.send(None)
        except StopIteration as fin:
            return pausas, fin.value
        if not isinstance(pausa, str):
            raise TypeError(pausa)
        pausas.append(pausa)
