# E912: a loop of its own in the thread
import asyncio


def desde_hilo(loop, coro):
    return asyncio.run(coro)
