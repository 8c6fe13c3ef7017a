# E215: asks them in the order of the list
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    errores = []
    for futuro in futuros:
        try:
            valor = futuro.result()
        except Exception as error:
            errores.append(error)
        else:
            for otro in futuros:
                otro.cancel()
            return valor
    raise ExceptionGroup("ninguna", errores)
