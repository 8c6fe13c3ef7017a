#: rounds of wait, first completed
def primero_exitoso(ejecutor, fns):
    if not fns:
        raise ValueError("no hay nada que intentar")
    pendientes, errores = {ejecutor.submit(f) for f in fns}, []
    while pendientes:
        listos, pendientes = wait(pendientes, return_when=FIRST_COMPLETED)
        for futuro in listos:
            try:
                valor = futuro.result()
            except Exception as error:
                errores.append(error)
            else:
                for otro in pendientes:
                    otro.cancel()
                return valor
    raise ExceptionGroup("todas fallaron", errores)
