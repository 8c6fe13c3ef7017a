# E906: takes an order to stop for a callback's failure
import heapq
from collections import deque
from itertools import count


class MiniBucle:
    def __init__(self, reloj):
        self.errores = []
        self.reloj, self.listos, self.monton, self.numero = reloj, deque(), [], count()

    def call_soon(self, fn, *args):
        self.listos.append((fn, args))

    def call_later(self, segundos, fn, *args):
        heapq.heappush(self.monton, (self.reloj.ahora() + segundos, next(self.numero), fn, args))

    def correr(self):
        while self.listos or self.monton:
            ahora = self.reloj.ahora()
            if not self.listos and self.monton[0][0] > ahora:
                self.reloj.duerme(self.monton[0][0] - ahora)
            while self.monton and self.monton[0][0] <= self.reloj.ahora():
                _, _, fn, args = heapq.heappop(self.monton)
                self.listos.append((fn, args))
            for _ in range(len(self.listos)):
                fn, args = self.listos.popleft()
                try:
                    fn(*args)
                except BaseException as error:
                    self.errores.append(error)
