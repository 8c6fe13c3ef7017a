#: a pool whose processes get the value when they are made
from concurrent.futures import ProcessPoolExecutor

mio = None


def prepara(contador):
    global mio
    mio = contador


def aumenta(n):
    dejados = []
    for _ in range(n):
        with mio.get_lock():
            mio.value += 1
            dejados += [mio.value]
    return dejados


def acumular(contador, procesos, n):
    with ProcessPoolExecutor(procesos, initializer=prepara, initargs=(contador,)) as ejecutor:
        partes = list(ejecutor.map(aumenta, [n] * procesos))
    return sorted(valor for parte in partes for valor in parte)
