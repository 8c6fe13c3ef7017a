#: submit, as_completed, each to its place
from concurrent.futures import ProcessPoolExecutor, as_completed


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def contar(rango):
    desde, hasta = rango
    return sum(1 for n in range(desde, hasta) if es_primo(n))


def contar_primos(rangos, procesos):
    cuentas = [0] * len(rangos)
    ejecutor = ProcessPoolExecutor(procesos)
    try:
        lugar = {ejecutor.submit(contar, rango): i for i, rango in enumerate(rangos)}
        for futuro in as_completed(lugar):
            cuentas[lugar[futuro]] = futuro.result()
    finally:
        ejecutor.shutdown()
    return cuentas


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
