# E203: counts here and submits the number
from concurrent.futures import ProcessPoolExecutor


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def contar(rango):
    desde, hasta = rango
    return sum(1 for n in range(desde, hasta) if es_primo(n))


def contar_primos(rangos, procesos):
    with ProcessPoolExecutor(max_workers=procesos) as ejecutor:
        futuros = [ejecutor.submit(contar(rango)) for rango in rangos]
        return [futuro.result() for futuro in futuros]


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
