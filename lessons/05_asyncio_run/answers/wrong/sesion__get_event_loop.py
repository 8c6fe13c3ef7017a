# E502: asks for a loop that is not there
import asyncio


def sesion(fns):
    bucle = asyncio.get_event_loop()
    return [bucle.run_until_complete(fn()) for fn in fns]
