# E113: wakes up by itself again and again
import threading
from collections import deque


class BufferAcotado:
    def __init__(self, capacidad):
        self.capacidad = capacidad
        self.datos = deque()
        self.cambio = threading.Condition()

    def poner(self, elemento):
        with self.cambio:
            while len(self.datos) >= self.capacidad:
                self.cambio.wait(timeout=0.1)
            self.datos.append(elemento)
            self.cambio.notify_all()

    def sacar(self):
        with self.cambio:
            while not self.datos:
                self.cambio.wait(timeout=0.1)
            elemento = self.datos.popleft()
            self.cambio.notify_all()
        return elemento
