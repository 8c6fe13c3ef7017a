# E216: cancels the others as soon as one is done
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    listos, pendientes = wait(futuros, return_when=FIRST_COMPLETED)
    for otro in pendientes:
        otro.cancel()
    errores = []
    for futuro in listos:
        if futuro.exception() is None:
            return futuro.result()
        errores.append(futuro.exception())
    raise ExceptionGroup("ninguna", errores)
