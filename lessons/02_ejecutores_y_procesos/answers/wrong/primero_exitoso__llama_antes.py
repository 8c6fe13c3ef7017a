# E203: calls each function while submitting
def primero_exitoso(ejecutor, fns):
    futuros, errores = [], []
    for fn in fns:
        try:
            futuros.append(ejecutor.submit(fn()))
        except Exception as error:
            errores.append(error)
    for futuro in as_completed(futuros):
        if futuro.exception() is None:
            return futuro.result()
        errores.append(futuro.exception())
    raise ExceptionGroup("ninguna", errores)
