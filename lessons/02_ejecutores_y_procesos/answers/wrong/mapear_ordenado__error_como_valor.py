# E202: an exception is put into the list
def mapear_ordenado(ejecutor, fn, xs):
    futuros = [ejecutor.submit(fn, x) for x in xs]
    return [futuro.exception() or futuro.result() for futuro in futuros]
