#: dataclass entries in one list, the next turn picked out by hour
from dataclasses import dataclass, field
from functools import partial


@dataclass(order=True)
class Entrada:
    hora: float
    numero: int
    llamada: object = field(compare=False)


class MiniBucle:
    """Guarda en una lista lo listo y en otra los temporizadores; ninguna está ordenada."""

    def __init__(self, reloj):
        self.errores = []
        self._reloj = reloj
        self._cola = []
        self._futuras = []
        self._pedidas = 0

    def call_soon(self, fn, *args):
        self._cola.append(partial(fn, *args))

    def call_later(self, segundos, fn, *args):
        self._pedidas += 1
        self._futuras.append(Entrada(self._reloj.ahora() + segundos, self._pedidas, partial(fn, *args)))

    def _espera(self):
        if self._futuras and not self._cola:
            proxima = min(self._futuras)
            self._reloj.duerme(max(0, proxima.hora - self._reloj.ahora()))

    def _vencidas(self):
        ahora = self._reloj.ahora()
        vencidas = sorted(e for e in self._futuras if e.hora <= ahora)
        self._futuras = [e for e in self._futuras if e.hora > ahora]
        return [e.llamada for e in vencidas]

    def _intenta(self, llamada):
        try:
            llamada()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            self.errores.append(error)

    def correr(self):
        while self._cola or self._futuras:
            self._espera()
            turno = [*self._cola, *self._vencidas()]
            self._cola.clear()
            for llamada in turno:
                self._intenta(llamada)
