# E09: sends each pause back instead of None
def conducir(coro):
    pausas, envio = [], None
    try:
        while True:
            envio = coro.send(envio)
            if not isinstance(envio, str):
                raise TypeError(envio)
            pausas.append(envio)
    except StopIteration as fin:
        return pausas, fin.value
    finally:
        coro.close()
