# E222: the processes write to a list of zeros
import multiprocessing


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def contar(rangos, cuentas, desde, paso):
    for i in range(desde, len(rangos), paso):
        cuentas[i] = sum(es_primo(n) for n in range(*rangos[i]))


def contar_primos(rangos, procesos):
    cuentas = [0] * len(rangos)
    hijos = [
        multiprocessing.Process(target=contar, args=(rangos, cuentas, i, procesos)) for i in range(procesos)
    ]
    for hijo in hijos:
        hijo.start()
    for hijo in hijos:
        hijo.join()
    return cuentas


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
