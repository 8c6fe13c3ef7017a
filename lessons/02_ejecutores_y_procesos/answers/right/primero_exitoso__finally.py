#: cancels whatever is left, in a finally
def primero_exitoso(ejecutor, fns):
    futuros = []
    try:
        for fn in fns:
            futuros.append(ejecutor.submit(fn))
        for futuro in as_completed(futuros):
            if not futuro.exception():
                return futuro.result()
    finally:
        for futuro in futuros:
            if not futuro.done():
                futuro.cancel()
    raise ExceptionGroup("nada", [f.exception() for f in futuros])
