#: callbacks put what is done into a queue
import queue


def primero_exitoso(ejecutor, fns):
    acabados = queue.Queue()
    futuros = [ejecutor.submit(fn) for fn in fns]
    for futuro in futuros:
        futuro.add_done_callback(acabados.put)
    errores = []
    while len(errores) < len(futuros):
        futuro = acabados.get()
        if (error := futuro.exception()) is not None:
            errores.append(error)
            continue
        [otro.cancel() for otro in futuros]
        return futuro.result()
    raise ExceptionGroup("ninguna", errores)
