# E201: submits one and waits for it before the next
def mapear_ordenado(ejecutor, fn, xs):
    return [ejecutor.submit(fn, x).result() for x in xs]
