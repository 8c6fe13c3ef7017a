# E18: raises the error that came first, not the first in order
def mapear_ordenado(ejecutor, fn, xs):
    lugar = {ejecutor.submit(fn, x): i for i, x in enumerate(xs)}
    resultados = [None] * len(lugar)
    for futuro in as_completed(lugar):
        resultados[lugar[futuro]] = futuro.result()
    return resultados
