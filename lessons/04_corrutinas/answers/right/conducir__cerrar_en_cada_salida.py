#: closes only where it gives up
def conducir(coro):
    """Cierra solo cuando abandona."""
    pausas = []
    while True:
        try:
            pausa = coro.send(None)
        except StopIteration as fin:
            return (pausas, fin.value)
        if type(pausa) is not str:
            coro.close()
            raise TypeError("pausa desconocida")
        pausas.append(pausa)
