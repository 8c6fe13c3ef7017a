# E201: waits for each right after submitting it, in two lines
def mapear_ordenado(ejecutor, fn, xs):
    resultados = []
    for x in xs:
        futuro = ejecutor.submit(fn, x)
        wait([futuro])
        resultados.append(futuro.result())
    return resultados
