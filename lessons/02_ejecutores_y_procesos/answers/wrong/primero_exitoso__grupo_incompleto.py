# E218: the group has the last error alone
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    ultimo = []
    for futuro in as_completed(futuros):
        try:
            valor = futuro.result()
        except Exception as error:
            ultimo = [error]
        else:
            for otro in futuros:
                otro.cancel()
            return valor
    raise ExceptionGroup("ninguna", ultimo)
