# E20: an async def where an ordinary function is asked for
async def conducir(coro):
    pausas = []
    try:
        while True:
            pausa = coro.send(None)
            if not isinstance(pausa, str):
                raise TypeError(pausa)
            pausas.append(pausa)
    except StopIteration as fin:
        return pausas, fin.value
    finally:
        coro.close()
