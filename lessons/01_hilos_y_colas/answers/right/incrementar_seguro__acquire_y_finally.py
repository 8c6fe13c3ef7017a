def incrementar_seguro(celda, candado, n):
    """Con acquire y release a mano."""
    for _ in range(n):
        candado.acquire()
        try:
            celda.value = celda.value + 1
        finally:
            candado.release()
