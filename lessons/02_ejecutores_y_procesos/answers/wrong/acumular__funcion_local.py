# E221: the work is a function inside the function
import multiprocessing


def acumular(contador, procesos, n):
    cola = multiprocessing.Queue()

    def aumenta():
        dejados = []
        for _ in range(n):
            with contador.get_lock():
                contador.value += 1
                dejados.append(contador.value)
        cola.put(dejados)

    hijos = [multiprocessing.Process(target=aumenta) for _ in range(procesos)]
    for hijo in hijos:
        hijo.start()
    dejados = [valor for _ in hijos for valor in cola.get()]
    for hijo in hijos:
        hijo.join()
    return sorted(dejados)
