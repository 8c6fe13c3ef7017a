# E205: gives the winner's future
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    for futuro in as_completed(futuros):
        if futuro.exception() is None:
            for otro in futuros:
                otro.cancel()
            return futuro
    raise ExceptionGroup("ninguna", [f.exception() for f in futuros])
