# E232: sends the Value to a pool as an argument
from concurrent.futures import ProcessPoolExecutor


def aumenta(contador, n):
    dejados = []
    for _ in range(n):
        with contador.get_lock():
            contador.value += 1
            dejados.append(contador.value)
    return dejados


def acumular(contador, procesos, n):
    with ProcessPoolExecutor(procesos) as ejecutor:
        futuros = [ejecutor.submit(aumenta, contador, n) for _ in range(procesos)]
        return sorted(valor for futuro in futuros for valor in futuro.result())
