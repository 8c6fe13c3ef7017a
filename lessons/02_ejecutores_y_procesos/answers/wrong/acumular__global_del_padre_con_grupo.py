# E222: the value is left in a global of this process, for a pool
from concurrent.futures import ProcessPoolExecutor

compartido = None


def aumenta(n):
    dejados = []
    for _ in range(n):
        with compartido.get_lock():
            compartido.value += 1
            dejados.append(compartido.value)
    return dejados


def acumular(contador, procesos, n):
    global compartido
    compartido = contador
    with ProcessPoolExecutor(procesos) as ejecutor:
        return sorted(valor for dejados in ejecutor.map(aumenta, [n] * procesos) for valor in dejados)
