# E503: never closed
import asyncio


def sesion(fns):
    corredor = asyncio.Runner()
    return [corredor.run(fn()) for fn in fns]
