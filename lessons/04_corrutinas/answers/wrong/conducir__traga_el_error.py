# E17: an error of the coroutine's ends the trip as if all were well
def conducir(coro):
    pausas = []
    try:
        while True:
            pausa = coro.send(None)
            if not isinstance(pausa, str):
                break
            pausas.append(pausa)
    except StopIteration as fin:
        return pausas, fin.value
    except Exception:
        pass
    finally:
        coro.close()
    return pausas, None
