# E914: the same by another name, handed back as it is
import asyncio


def desde_hilo(loop, coro):
    return asyncio.ensure_future(coro, loop=loop)
