# E09: counts the end of the range as well
from concurrent.futures import ProcessPoolExecutor


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def contar(rango):
    return sum(es_primo(n) for n in range(rango[0], rango[1] + 1))


def contar_primos(rangos, procesos):
    with ProcessPoolExecutor(max_workers=procesos) as ejecutor:
        return list(ejecutor.map(contar, rangos))


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
