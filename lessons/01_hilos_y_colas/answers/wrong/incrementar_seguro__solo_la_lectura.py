# E102: the lock is given back before the write
def incrementar_seguro(celda, candado, n):
    for _ in range(n):
        with candado:
            actual = celda.value
        celda.value = actual + 1
