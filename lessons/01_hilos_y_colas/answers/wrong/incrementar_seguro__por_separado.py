# E103: read and write are each locked, and not together
def incrementar_seguro(celda, candado, n):
    for _ in range(n):
        with candado:
            actual = celda.value
        with candado:
            celda.value = actual + 1
