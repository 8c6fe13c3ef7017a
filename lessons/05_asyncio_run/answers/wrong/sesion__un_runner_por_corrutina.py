# E510: a Runner for each
import asyncio


def sesion(fns):
    resultados = []
    for fn in fns:
        with asyncio.Runner() as corredor:
            resultados.append(corredor.run(fn()))
    return resultados
