# E522: raises the failure only after running the rest
import asyncio


def sesion(fns):
    resultados, fallo = [], None
    with asyncio.Runner() as corredor:
        for fn in fns:
            try:
                resultados.append(corredor.run(fn()))
            except Exception as error:
                fallo = fallo or error
    if fallo:
        raise fallo
    return resultados
