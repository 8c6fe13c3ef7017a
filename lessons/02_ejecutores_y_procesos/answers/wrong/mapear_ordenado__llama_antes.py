# E203: calls the function and submits what it gave
def mapear_ordenado(ejecutor, fn, xs):
    futuros = [ejecutor.submit(fn(x)) for x in xs]
    return [futuro.result() for futuro in futuros]
