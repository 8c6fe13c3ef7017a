# E224: starts one process more
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
    hijos = [multiprocessing.Process(target=aumenta, args=(contador, n, cola)) for _ in range(procesos + 1)]
    for hijo in hijos:
        hijo.start()
    dejados = [valor for _ in hijos for valor in cola.get()]
    for hijo in hijos:
        hijo.join()
    return sorted(dejados)
