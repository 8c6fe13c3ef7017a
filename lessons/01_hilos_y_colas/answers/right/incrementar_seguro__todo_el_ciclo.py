def incrementar_seguro(celda, candado, n):
    """El candado cubre el ciclo entero."""
    with candado:
        for _ in range(n):
            celda.value += 1
