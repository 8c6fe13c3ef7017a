# E222: adds to a global number
import multiprocessing

total = 0


def aumenta(n, cola):
    global total
    dejados = []
    for _ in range(n):
        total += 1
        dejados.append(total)
    cola.put(dejados)


def acumular(contador, procesos, n):
    cola = multiprocessing.Queue()
    hijos = [multiprocessing.Process(target=aumenta, args=(n, cola)) for _ in range(procesos)]
    for hijo in hijos:
        hijo.start()
    dejados = [valor for _ in hijos for valor in cola.get()]
    for hijo in hijos:
        hijo.join()
    contador.value += total
    return sorted(dejados)
