# E510: asyncio.run for each
import asyncio


def sesion(fns):
    return [asyncio.run(fn()) for fn in fns]
