# E211: lets the first failure out of the loop
def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    for futuro in as_completed(futuros):
        valor = futuro.result()
        for otro in futuros:
            otro.cancel()
        return valor
    raise ValueError("vacía")
