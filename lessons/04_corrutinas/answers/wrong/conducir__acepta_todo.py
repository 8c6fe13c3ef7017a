# E17: takes any pause
def conducir(coro):
    pausas = []
    try:
        while True:
            pausas.append(coro.send(None))
    except StopIteration as fin:
        return pausas, fin.value
    finally:
        coro.close()
