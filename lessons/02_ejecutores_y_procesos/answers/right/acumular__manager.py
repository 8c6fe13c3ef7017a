#: a list of a manager's, and the value left is what the reader makes of it
import multiprocessing


def aumenta(contador, n, dejados):
    propios = []
    for _ in range(n):
        with contador.get_lock():
            contador.value += 1
            propios.append(contador.value)
    dejados.extend(propios)


def acumular(contador, procesos, n):
    with multiprocessing.Manager() as gestor:
        dejados = gestor.list()
        hijos = [
            multiprocessing.Process(target=aumenta, args=(contador, n, dejados)) for _ in range(procesos)
        ]
        for hijo in hijos:
            hijo.start()
        for hijo in hijos:
            hijo.join()
        return sorted(dejados)
