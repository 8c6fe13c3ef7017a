# E205: gives the futures back
def mapear_ordenado(ejecutor, fn, xs):
    return [ejecutor.submit(fn, x) for x in xs]
