#: throws the error into the coroutine, as asyncio does
def conducir(coro):
    """El error nace en el await que hizo la pausa extraña."""
    pausas, error = [], None
    while True:
        try:
            pausa = coro.throw(error) if error else coro.send(None)
        except StopIteration as fin:
            return pausas, fin.value
        if isinstance(pausa, str):
            pausas.append(pausa)
        else:
            error = TypeError("no entiendo esa pausa")
