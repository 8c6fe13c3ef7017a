# E212: leaves the others in the line
def primero_exitoso(ejecutor, fns):
    errores = []
    for futuro in as_completed([ejecutor.submit(fn) for fn in fns]):
        if futuro.exception() is None:
            return futuro.result()
        errores.append(futuro.exception())
    raise ExceptionGroup("ninguna", errores)
