# E14: makes all coroutines first; after a failure the rest is never awaited
import asyncio


def sesion(fns):
    corrutinas = [fn() for fn in fns]
    with asyncio.Runner() as corredor:
        return [corredor.run(corrutina) for corrutina in corrutinas]
