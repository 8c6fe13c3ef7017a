# E101: no lock at all
def incrementar_seguro(celda, candado, n):
    for _ in range(n):
        celda.value += 1
