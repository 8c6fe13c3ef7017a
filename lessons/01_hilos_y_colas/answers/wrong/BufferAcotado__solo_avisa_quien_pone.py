# E114: who takes notifies nobody
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
                self.cambio.wait()
            self.datos.append(elemento)
            self.cambio.notify_all()

    def sacar(self):
        with self.cambio:
            while not self.datos:
                self.cambio.wait()
            elemento = self.datos.popleft()
        return elemento
