# E113: sleeps between two looks
import threading
import time
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
            time.sleep(0.01)

    def sacar(self):
        while True:
            with self.cambio:
                if self.datos:
                    return self.datos.popleft()
            time.sleep(0.01)
