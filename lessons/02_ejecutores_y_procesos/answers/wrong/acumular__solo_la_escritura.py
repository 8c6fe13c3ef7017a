# E102: locks the write alone
import multiprocessing


def aumenta(contador, n, cola):
    dejados = []
    for _ in range(n):
        siguiente = contador.value + 1
        with contador.get_lock():
            contador.value = siguiente
        dejados.append(siguiente)
    cola.put(dejados)


def acumular(contador, procesos, n):
    cola = multiprocessing.Queue()
    hijos = [multiprocessing.Process(target=aumenta, args=(contador, n, cola)) for _ in range(procesos)]
    for hijo in hijos:
        hijo.start()
    dejados = [valor for _ in hijos for valor in cola.get()]
    for hijo in hijos:
        hijo.join()
    return sorted(dejados)
