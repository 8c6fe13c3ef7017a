# E09: counts one less
def incrementar_seguro(celda, candado, n):
    for _ in range(1, n):
        with candado:
            celda.value += 1
