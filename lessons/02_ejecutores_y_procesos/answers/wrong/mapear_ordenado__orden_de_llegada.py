# E10: collects in the order of completion
def mapear_ordenado(ejecutor, fn, xs):
    futuros = [ejecutor.submit(fn, x) for x in xs]
    return [futuro.result() for futuro in as_completed(futuros)]
