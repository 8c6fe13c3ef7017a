#: a pool closed and joined by hand, results asked for later
from functools import partial
from multiprocessing import Pool, freeze_support


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def contar(rango, prueba):
    return len([n for n in range(*rango) if prueba(n)])


def contar_primos(rangos: list[tuple[int, int]], procesos: int) -> list[int]:
    grupo = Pool(processes=procesos)
    promesas = [grupo.apply_async(partial(contar, prueba=es_primo), (rango,)) for rango in rangos]
    grupo.close()
    cuentas = [promesa.get() for promesa in promesas]
    grupo.join()
    return cuentas


if __name__ == "__main__":
    freeze_support()
    print(contar_primos(rangos=[(0, 10), (10, 30)], procesos=2))
