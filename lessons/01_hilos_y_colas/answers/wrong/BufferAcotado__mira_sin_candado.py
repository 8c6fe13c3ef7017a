# E116: looks at the length before it has the lock
import threading
from collections import deque


class BufferAcotado:
    def __init__(self, capacidad):
        self.capacidad = capacidad
        self.datos = deque()
        self.cambio = threading.Condition()

    def poner(self, elemento):
        while len(self.datos) >= self.capacidad:
            with self.cambio:
                self.cambio.wait()
        with self.cambio:
            self.datos.append(elemento)
            self.cambio.notify_all()

    def sacar(self):
        while not self.datos:
            with self.cambio:
                self.cambio.wait()
        with self.cambio:
            elemento = self.datos.popleft()
            self.cambio.notify_all()
        return elemento
