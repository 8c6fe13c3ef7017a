# E236: empties the queue until it looks empty
import multiprocessing


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
    while not cola.empty():
        dejados += cola.get()
    for hijo in hijos:
        hijo.join()
    return sorted(dejados)
