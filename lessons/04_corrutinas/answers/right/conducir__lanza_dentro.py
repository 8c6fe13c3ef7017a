#: throws the error into the coroutine, as asyncio does
def conducir(coro):
    """El error nace en el await que hizo la pausa extraña."""
    pausas, avanza = [], lambda: coro.send(None)
    while True:
        try:
            pausa = avanza()
        except StopIteration as fin:
            return pausas, fin.value
        if isinstance(pausa, str):
            pausas.append(pausa)
        else:
            avanza = lambda: coro.throw(TypeError("no entiendo esa pausa"))
