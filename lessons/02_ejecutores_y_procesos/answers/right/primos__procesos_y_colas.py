#: processes by hand, which take ranges from a queue
import multiprocessing as mp


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def contar(rango):
    desde, hasta = rango
    return sum(1 for n in range(desde, hasta) if es_primo(n))


def obrero(pedidos, cuentas):
    for lugar, rango in iter(pedidos.get, None):
        cuentas.put((lugar, contar(rango)))


def contar_primos(rangos, procesos):
    pedidos, cuentas = mp.Queue(), mp.Queue()
    obreros = [mp.Process(target=obrero, args=(pedidos, cuentas)) for _ in range(procesos)]
    for o in obreros:
        o.start()
    for pedido in [*enumerate(rangos), *[None] * procesos]:
        pedidos.put(pedido)
    resultado = dict(cuentas.get() for _ in rangos)
    for o in obreros:
        o.join()
    return [resultado[i] for i in range(len(rangos))]


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
