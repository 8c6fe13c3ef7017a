# E222: the values go to a global list
import multiprocessing

dejados = []


def aumenta(contador, n):
    for _ in range(n):
        with contador.get_lock():
            contador.value += 1
            dejados.append(contador.value)


def acumular(contador, procesos, n):
    hijos = [multiprocessing.Process(target=aumenta, args=(contador, n)) for _ in range(procesos)]
    for hijo in hijos:
        hijo.start()
    for hijo in hijos:
        hijo.join()
    return sorted(dejados)
