# E207: tries them one by one, right here
def primero_exitoso(ejecutor, fns):
    errores = []
    for fn in fns:
        try:
            return fn()
        except Exception as error:
            errores.append(error)
    raise ExceptionGroup("ninguna", errores)
