# E224: a process for each range
import multiprocessing


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def contar(rango):
    desde, hasta = rango
    return sum(1 for n in range(desde, hasta) if es_primo(n))


def cuenta_y_manda(i, rango, cola):
    cola.put((i, contar(rango)))


def contar_primos(rangos, procesos):
    cola = multiprocessing.Queue()
    hijos = [multiprocessing.Process(target=cuenta_y_manda, args=(i, r, cola)) for i, r in enumerate(rangos)]
    for hijo in hijos:
        hijo.start()
    cuentas = dict(cola.get() for _ in hijos)
    for hijo in hijos:
        hijo.join()
    return [cuentas[i] for i in range(len(rangos))]


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
