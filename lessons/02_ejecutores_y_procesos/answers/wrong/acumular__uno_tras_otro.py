# E234: starts and joins in one loop
import multiprocessing


def aumenta(contador, n, cola):
    dejados = []
    for _ in range(n):
        with contador.get_lock():
            contador.value += 1
            dejados.append(contador.value)
    cola.put(dejados)


def acumular(contador, procesos, n):
    cola, dejados = multiprocessing.Queue(), []
    for _ in range(procesos):
        hijo = multiprocessing.Process(target=aumenta, args=(contador, n, cola))
        hijo.start()
        dejados += cola.get()
        hijo.join()
    return dejados
