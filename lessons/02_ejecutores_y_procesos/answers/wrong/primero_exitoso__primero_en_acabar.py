# E211: takes the first that is done, failed or not
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    primero = next(as_completed(futuros))
    return primero.result()
