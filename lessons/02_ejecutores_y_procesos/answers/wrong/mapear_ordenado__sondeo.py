# E208: asks again and again
import time


def mapear_ordenado(ejecutor, fn, xs):
    futuros = [ejecutor.submit(fn, x) for x in xs]
    while not all(futuro.done() for futuro in futuros):
        time.sleep(0.01)
    return [futuro.result() for futuro in futuros]
