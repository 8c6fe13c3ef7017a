from threading import Condition, RLock


class BufferAcotado:
    """Con wait_for, dos condiciones y una lista."""

    def __init__(self, capacidad):
        self._tope, self._lista = capacidad, []
        self._llave = RLock()
        self._lleno, self._vacio = Condition(self._llave), Condition(self._llave)

    def poner(self, elemento):
        with self._llave:
            self._lleno.wait_for(lambda: len(self._lista) < self._tope)
            self._lista.append(elemento)
            self._vacio.notify()

    def sacar(self):
        with self._llave:
            self._vacio.wait_for(lambda: self._lista)
            self._lleno.notify()
            return self._lista.pop(0)
