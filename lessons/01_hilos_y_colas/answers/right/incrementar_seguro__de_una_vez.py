def incrementar_seguro(celda, candado, n):
    """Una sola lectura y una sola escritura."""
    if n > 0:
        with candado:
            actual = celda.value
            celda.value = actual + n
