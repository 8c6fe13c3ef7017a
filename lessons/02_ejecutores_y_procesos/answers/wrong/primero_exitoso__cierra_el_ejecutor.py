# E204: shuts the executor down to cancel the rest
def primero_exitoso(ejecutor, fns):
    errores = []
    for futuro in as_completed([ejecutor.submit(fn) for fn in fns]):
        if futuro.exception() is None:
            ejecutor.shutdown(wait=False, cancel_futures=True)
            return futuro.result()
        errores.append(futuro.exception())
    raise ExceptionGroup("ninguna", errores)
