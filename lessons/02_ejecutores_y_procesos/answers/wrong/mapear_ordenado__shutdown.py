# E204: shuts the executor down to wait for its jobs
def mapear_ordenado(ejecutor, fn, xs):
    futuros = [ejecutor.submit(fn, x) for x in xs]
    ejecutor.shutdown(wait=True)
    return [futuro.result() for futuro in futuros]
