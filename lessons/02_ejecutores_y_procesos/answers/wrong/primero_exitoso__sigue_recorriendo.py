# E213: keeps the first success and goes on to the end
def primero_exitoso(ejecutor, fns):
    futuros, exitos, errores = [ejecutor.submit(fn) for fn in fns], [], []
    for futuro in as_completed(futuros):
        if futuro.exception() is None:
            exitos.append(futuro.result())
        else:
            errores.append(futuro.exception())
    if not exitos:
        raise ExceptionGroup("ninguna", errores)
    return exitos[0]
