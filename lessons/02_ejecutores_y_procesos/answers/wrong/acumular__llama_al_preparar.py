# E225: calls the function while making the process
import multiprocessing


def aumenta(contador, n, dejados):
    for _ in range(n):
        with contador.get_lock():
            contador.value += 1
            dejados.append(contador.value)


def acumular(contador, procesos, n):
    dejados = []
    hijos = [multiprocessing.Process(target=aumenta(contador, n, dejados)) for _ in range(procesos)]
    for hijo in hijos:
        hijo.start()
    for hijo in hijos:
        hijo.join()
    return sorted(dejados)
