#: a subclass of Process, spawned on purpose
import multiprocessing

contexto = multiprocessing.get_context("spawn")


def es_primo(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def contar(rango):
    desde, hasta = rango
    return sum(1 for n in range(desde, hasta) if es_primo(n))


class Contador(contexto.Process):
    def __init__(self, rangos, salida):
        super().__init__()
        self.rangos, self.salida = rangos, salida

    def run(self):
        self.salida.send([contar(rango) for rango in self.rangos])


def contar_primos(rangos, procesos):
    extremos, contadores = [], []
    for i in range(procesos):
        lee, escribe = contexto.Pipe(duplex=False)
        contadores.append(Contador(rangos[i::procesos], escribe))
        extremos.append(lee)
    for c in contadores:
        c.start()
    cuentas = [0] * len(rangos)
    for i, lee in enumerate(extremos):
        cuentas[i::procesos] = lee.recv()
    for c in contadores:
        c.join()
    return cuentas


if __name__ == "__main__":
    print(contar_primos([(0, 10), (10, 30)], 2))
