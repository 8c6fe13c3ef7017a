# E217: takes a falsy value for a failure
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    errores = []
    for futuro in as_completed(futuros):
        if futuro.exception():
            errores.append(futuro.exception())
        elif futuro.result():
            for otro in futuros:
                otro.cancel()
            return futuro.result()
    raise ExceptionGroup("ninguna", errores)
