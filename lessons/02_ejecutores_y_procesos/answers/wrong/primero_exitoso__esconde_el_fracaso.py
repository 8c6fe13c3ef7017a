# E214: gives None where all failed
def primero_exitoso(ejecutor, fns):
    if not fns:
        raise ValueError("vacía")
    futuros = [ejecutor.submit(fn) for fn in fns]
    for futuro in as_completed(futuros):
        if futuro.exception() is None:
            for otro in futuros:
                otro.cancel()
            return futuro.result()
    return None
