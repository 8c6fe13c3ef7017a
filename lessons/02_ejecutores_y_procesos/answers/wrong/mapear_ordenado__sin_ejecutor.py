# E207: never uses the executor
def mapear_ordenado(ejecutor, fn, xs):
    return [fn(x) for x in xs]
