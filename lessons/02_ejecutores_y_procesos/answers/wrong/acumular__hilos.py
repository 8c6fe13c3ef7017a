# E223: threads of this process
import threading


def aumenta(contador, n, dejados):
    for _ in range(n):
        with contador.get_lock():
            contador.value += 1
            dejados.append(contador.value)


def acumular(contador, procesos, n):
    dejados = []
    hilos = [threading.Thread(target=aumenta, args=(contador, n, dejados)) for _ in range(procesos)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    return sorted(dejados)
