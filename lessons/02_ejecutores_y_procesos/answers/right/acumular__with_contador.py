#: the Value itself as the context; one message for each value
import multiprocessing


def aumenta(contador, n, cola):
    for _ in range(n):
        with contador:
            valor = contador.value + 1
            contador.value = valor
        cola.put(valor)


def acumular(contador, procesos, n):
    cola = multiprocessing.Queue()
    hijos = [multiprocessing.Process(target=aumenta, args=(contador, n, cola)) for _ in range(procesos)]
    [hijo.start() for hijo in hijos]
    dejados = sorted(cola.get() for _ in range(procesos * n))
    [hijo.join() for hijo in hijos]
    return dejados
