# E208: asks every one again and again
import time


def primero_exitoso(ejecutor, fns):
    futuros = [ejecutor.submit(fn) for fn in fns]
    errores = {}
    while len(errores) < len(futuros):
        for futuro in futuros:
            if futuro.done() and futuro.exception() is None:
                for otro in futuros:
                    otro.cancel()
                return futuro.result()
            if futuro.done():
                errores[futuro] = futuro.exception()
        time.sleep(0.01)
    raise ExceptionGroup("ninguna", list(errores.values()))
