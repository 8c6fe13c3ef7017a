# E221: a lambda for the other process
from concurrent.futures import ProcessPoolExecutor


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def contar_primos(rangos, procesos):
    with ProcessPoolExecutor(max_workers=procesos) as ejecutor:
        return list(ejecutor.map(lambda rango: sum(map(es_primo, range(*rango))), rangos))


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
