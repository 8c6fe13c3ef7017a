# E17: swallows the failure
import asyncio


def sesion(fns):
    resultados = []
    with asyncio.Runner() as corredor:
        for fn in fns:
            try:
                resultados.append(corredor.run(fn()))
            except Exception:
                break
    return resultados
