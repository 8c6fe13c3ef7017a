#: a thread empties the queue while the processes are joined
import multiprocessing
import threading


def aumenta(contador, n, cola):
    candado = contador.get_lock()
    dejados = []
    candado.acquire()
    for _ in range(n):
        contador.value += 1
        dejados.append(contador.value)
    candado.release()
    cola.put(dejados)


def acumular(contador, procesos, n):
    cola, dejados = multiprocessing.SimpleQueue(), []

    def vacia():
        for _ in range(procesos):
            dejados.extend(cola.get())

    hijos = [multiprocessing.Process(target=aumenta, args=(contador, n, cola)) for _ in range(procesos)]
    for hijo in hijos:
        hijo.start()
    hilo = threading.Thread(target=vacia)
    hilo.start()
    for hijo in hijos:
        hijo.join()
    hilo.join()
    return sorted(dejados)
