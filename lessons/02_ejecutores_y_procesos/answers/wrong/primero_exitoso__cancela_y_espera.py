# E213: cancels, and waits for what is already running
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    errores = []
    for futuro in as_completed(futuros):
        if futuro.exception() is None:
            for otro in futuros:
                otro.cancel()
            wait(futuros)
            return futuro.result()
        errores.append(futuro.exception())
    raise ExceptionGroup("ninguna", errores)
