# E102: the value is read before the lock is taken
def incrementar_seguro(celda, candado, n):
    for _ in range(n):
        nuevo = celda.value + 1
        with candado:
            celda.value = nuevo
