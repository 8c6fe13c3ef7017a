# E512: one loop, but a task with a context of its own for each
import asyncio


def sesion(fns):
    bucle = asyncio.new_event_loop()
    try:
        return [bucle.run_until_complete(fn()) for fn in fns]
    finally:
        bucle.close()
