# E201: submits the next only when the one before has failed
def primero_exitoso(ejecutor, fns):
    errores = []
    for fn in fns:
        try:
            return ejecutor.submit(fn).result()
        except Exception as error:
            errores.append(error)
    raise ExceptionGroup("ninguna", errores)
