# E09: goes over the iterable twice
def mapear_ordenado(ejecutor, fn, xs):
    futuros = {x: ejecutor.submit(fn, x) for x in xs}
    return [futuros[x].result() for x in xs]
