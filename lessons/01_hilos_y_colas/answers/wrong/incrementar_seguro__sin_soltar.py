# E105: the lock is never released
def incrementar_seguro(celda, candado, n):
    candado.acquire()
    for _ in range(n):
        celda.value += 1
