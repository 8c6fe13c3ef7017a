# E523: gives the Runner the function
import asyncio


def sesion(fns):
    with asyncio.Runner() as corredor:
        return [corredor.run(fn) for fn in fns]
