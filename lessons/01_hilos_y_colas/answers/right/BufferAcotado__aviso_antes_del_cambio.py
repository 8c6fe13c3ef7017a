import threading
from collections import deque


class BufferAcotado:
    """Avisa antes de cambiar: es lo mismo, porque el candado aún no se suelta."""

    def __init__(self, capacidad):
        self.sitio = capacidad
        self.datos = deque()
        self.cond = threading.Condition(threading.Lock())

    def poner(self, elemento):
        self.cond.acquire()
        try:
            while self.sitio == 0:
                self.cond.wait()
            self.cond.notify_all()
            self.sitio -= 1
            self.datos.append(elemento)
        finally:
            self.cond.release()

    def sacar(self):
        self.cond.acquire()
        try:
            while len(self.datos) == 0:
                self.cond.wait()
            self.cond.notify_all()
            self.sitio += 1
            return self.datos.popleft()
        finally:
            self.cond.release()
