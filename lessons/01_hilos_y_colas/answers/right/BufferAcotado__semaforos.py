import threading
from collections import deque


class BufferAcotado:
    """Un semáforo cuenta los sitios libres y otro los elementos."""

    def __init__(self, capacidad):
        self.libres = threading.Semaphore(capacidad)
        self.llenos = threading.Semaphore(0)
        self.datos = deque()

    def poner(self, elemento):
        self.libres.acquire()
        self.datos.append(elemento)
        self.llenos.release()

    def sacar(self):
        self.llenos.acquire()
        elemento = self.datos.popleft()
        self.libres.release()
        return elemento
