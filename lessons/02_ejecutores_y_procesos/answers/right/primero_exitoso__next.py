#: the first good one of a generator
def primero_exitoso(ejecutor, fns):
    futuros = list(map(ejecutor.submit, fns))
    bueno = next((f for f in as_completed(futuros) if f.exception() is None), None)
    if bueno is None:
        raise ExceptionGroup("sin éxito", [f.exception() for f in futuros])
    for f in futuros:
        f.cancel()
    return bueno.result()
