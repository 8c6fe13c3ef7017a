# E213: waits for all and then picks a good one
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    wait(futuros)
    for futuro in futuros:
        if futuro.exception() is None:
            return futuro.result()
    raise ExceptionGroup("ninguna", [f.exception() for f in futuros])
