# E205: gives map's iterator back, which has not waited for anything
def mapear_ordenado(ejecutor, fn, xs):
    return ejecutor.map(fn, xs)
