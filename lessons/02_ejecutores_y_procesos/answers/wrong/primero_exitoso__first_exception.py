# E213: takes FIRST_EXCEPTION for the first of anything
from concurrent.futures import FIRST_EXCEPTION


def primero_exitoso(ejecutor, fns):
    pendientes = {ejecutor.submit(fn) for fn in fns}
    exitos, errores = [], []
    while pendientes:
        listos, pendientes = wait(pendientes, return_when=FIRST_EXCEPTION)
        for futuro in listos:
            if futuro.exception() is None:
                exitos.append(futuro.result())
            else:
                errores.append(futuro.exception())
        if exitos:
            for otro in pendientes:
                otro.cancel()
            return exitos[0]
    raise ExceptionGroup("ninguna", errores)
