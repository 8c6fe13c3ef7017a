# E206: the lambda looks the variable up when the loop is over
def mapear_ordenado(ejecutor, fn, xs):
    futuros = []
    for x in xs:
        futuros.append(ejecutor.submit(lambda: fn(x)))
    return [futuro.result() for futuro in futuros]
