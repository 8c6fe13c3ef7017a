# E511: closed only when all goes well
import asyncio


def sesion(fns):
    corredor = asyncio.Runner()
    resultados = [corredor.run(fn()) for fn in fns]
    corredor.close()
    return resultados
