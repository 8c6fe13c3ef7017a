# E113: takes and gives back the lock without end
import threading
from collections import deque


class BufferAcotado:
    def __init__(self, capacidad):
        self.capacidad = capacidad
        self.datos = deque()
        self.cambio = threading.Condition()

    def poner(self, elemento):
        while True:
            with self.cambio:
                if len(self.datos) < self.capacidad:
                    self.datos.append(elemento)
                    return

    def sacar(self):
        while True:
            with self.cambio:
                if self.datos:
                    return self.datos.popleft()
