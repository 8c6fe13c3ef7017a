# E212: cancels the next one alone
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    errores = []
    for futuro in as_completed(futuros):
        if futuro.exception() is None:
            for otro in futuros:
                if otro.cancel():
                    break
            return futuro.result()
        errores.append(futuro.exception())
    raise ExceptionGroup("ninguna", errores)
