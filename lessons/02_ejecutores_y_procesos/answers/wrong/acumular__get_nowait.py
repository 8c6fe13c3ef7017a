# E236: takes what is there without waiting
import multiprocessing
import queue


def aumenta(contador, n, cola):
    dejados = []
    for _ in range(n):
        with contador.get_lock():
            contador.value += 1
            dejados.append(contador.value)
    cola.put(dejados)


def acumular(contador, procesos, n):
    cola = multiprocessing.Queue()
    hijos = [multiprocessing.Process(target=aumenta, args=(contador, n, cola)) for _ in range(procesos)]
    for hijo in hijos:
        hijo.start()
    dejados = []
    try:
        while True:
            dejados += cola.get_nowait()
    except queue.Empty:
        pass
    for hijo in hijos:
        hijo.join()
    return sorted(dejados)
