# E419: makes a list of a coroutine
def conducir(coro):
    *pausas, valor = list(coro)
    return pausas, valor
