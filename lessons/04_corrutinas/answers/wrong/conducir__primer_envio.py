# E418: sends a value first
def conducir(coro):
    pausas = []
    try:
        while True:
            pausa = coro.send("sigue")
            if not isinstance(pausa, str):
                raise TypeError(pausa)
            pausas.append(pausa)
    except StopIteration as fin:
        return pausas, fin.value
    finally:
        coro.close()
