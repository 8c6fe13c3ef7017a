# E204: closes the executor it was lent
def mapear_ordenado(ejecutor, fn, xs):
    with ejecutor:
        futuros = [ejecutor.submit(fn, x) for x in xs]
    return [futuro.result() for futuro in futuros]
