# E104: each call makes a lock of its own
import threading


def incrementar_seguro(celda, candado, n):
    candado = threading.Lock()
    for _ in range(n):
        with candado:
            celda.value += 1
