# E222: the processes add to a global list
from concurrent.futures import ProcessPoolExecutor


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


cuentas = []


def contar(rango):
    cuentas.append(sum(es_primo(n) for n in range(*rango)))


def contar_primos(rangos, procesos):
    with ProcessPoolExecutor(max_workers=procesos) as ejecutor:
        for rango in rangos:
            ejecutor.submit(contar, rango)
    return cuentas


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
