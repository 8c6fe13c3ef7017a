# E202: a failure becomes None
def mapear_ordenado(ejecutor, fn, xs):
    futuros = [ejecutor.submit(fn, x) for x in xs]
    resultados = []
    for futuro in futuros:
        try:
            resultados.append(futuro.result())
        except Exception:
            resultados.append(None)
    return resultados
