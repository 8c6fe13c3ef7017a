# E222: the value is left in a global of this process
import multiprocessing

compartido = None


def aumenta(n, cola):
    dejados = []
    for _ in range(n):
        with compartido.get_lock():
            compartido.value += 1
            dejados.append(compartido.value)
    cola.put(dejados)


def acumular(contador, procesos, n):
    global compartido
    compartido = contador
    cola = multiprocessing.Queue()
    hijos = [multiprocessing.Process(target=aumenta, args=(n, cola)) for _ in range(procesos)]
    for hijo in hijos:
        hijo.start()
    dejados = [valor for _ in hijos for valor in cola.get()]
    for hijo in hijos:
        hijo.join()
    return sorted(dejados)
