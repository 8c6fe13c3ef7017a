#: the executor's own map, made a list
def mapear_ordenado(ejecutor, fn, xs):
    return list(ejecutor.map(fn, xs))
