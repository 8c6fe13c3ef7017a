#: recursion instead of a loop
def conducir(coro):
    """Una pausa, y el resto por recursión."""
    try:
        pausa = coro.send(None)
    except StopIteration as fin:
        return [], fin.value
    match pausa:
        case str():
            resto, valor = conducir(coro)
            return [pausa, *resto], valor
    coro.close()
    raise TypeError
