# E104: a lock of the module's, which the others that use the cell do not know
import threading

CANDADO = threading.Lock()


def incrementar_seguro(celda, candado, n):
    for _ in range(n):
        with CANDADO:
            celda.value += 1
