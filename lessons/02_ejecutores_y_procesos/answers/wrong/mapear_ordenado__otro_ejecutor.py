# E207: makes an executor of its own
def mapear_ordenado(ejecutor, fn, xs):
    with ThreadPoolExecutor() as propio:
        return list(propio.map(fn, xs))
