#: as they complete, each to its place; the first error in order
def mapear_ordenado(ejecutor, fn, xs):
    lugar = {ejecutor.submit(fn, x): i for i, x in enumerate(xs)}
    resultados, errores = [None] * len(lugar), {}
    for futuro in as_completed(lugar):
        try:
            resultados[lugar[futuro]] = futuro.result()
        except Exception as error:
            errores[lugar[futuro]] = error
    for i in sorted(errores):
        raise errores[i]
    return resultados
