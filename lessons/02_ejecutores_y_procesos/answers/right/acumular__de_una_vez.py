#: every process takes its numbers in one go
import multiprocessing


def aumenta(contador, n, salida):
    contador.acquire()
    try:
        antes = contador.value
        contador.value = antes + n
    finally:
        contador.release()
    salida.send(range(antes + 1, antes + n + 1))
    salida.close()


def acumular(contador, procesos, n):
    tuberias = [multiprocessing.Pipe(duplex=False) for _ in range(procesos)]
    hijos = [
        multiprocessing.Process(target=aumenta, args=(contador, n, salida), daemon=True)
        for _, salida in tuberias
    ]
    for hijo in hijos:
        hijo.start()
    dejados = sorted(valor for entrada, _ in tuberias for valor in entrada.recv())
    for hijo in hijos:
        hijo.join()
    return dejados
