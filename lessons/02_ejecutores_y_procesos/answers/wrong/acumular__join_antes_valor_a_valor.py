# E235: joins first, then empties while there is something
import multiprocessing


def aumenta(contador, n, cola):
    for _ in range(n):
        with contador.get_lock():
            contador.value += 1
            cola.put(contador.value)


def acumular(contador, procesos, n):
    cola = multiprocessing.Queue()
    hijos = [multiprocessing.Process(target=aumenta, args=(contador, n, cola)) for _ in range(procesos)]
    for hijo in hijos:
        hijo.start()
    for hijo in hijos:
        hijo.join()
    dejados = []
    while not cola.empty():
        dejados.append(cola.get())
    return sorted(dejados)
