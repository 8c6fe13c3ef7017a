#: insort to the right of ties, and call_later(0) no special case
from bisect import insort


class MiniBucle:
    def __init__(self, reloj):
        self.errores = []
        self.reloj = reloj
        self.proxima_vuelta = []
        self.agenda = []

    def call_soon(self, fn, *args):
        self.proxima_vuelta += [lambda: fn(*args)]

    def call_later(self, segundos, fn, *args):
        insort(self.agenda, (self.reloj.ahora() + segundos, lambda: fn(*args)), key=lambda par: par[0])

    def correr(self):
        while True:
            if not self.proxima_vuelta:
                if not self.agenda:
                    return
                falta = self.agenda[0][0] - self.reloj.ahora()
                if falta > 0:
                    self.reloj.duerme(falta)
            while self.agenda and self.agenda[0][0] <= self.reloj.ahora():
                self.proxima_vuelta.append(self.agenda.pop(0)[1])
            vuelta, self.proxima_vuelta = self.proxima_vuelta, []
            for llamada in vuelta:
                try:
                    llamada()
                except Exception as error:
                    self.errores.append(error)
