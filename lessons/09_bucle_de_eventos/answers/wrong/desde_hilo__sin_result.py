# E916: hands back the future
import asyncio


def desde_hilo(loop, coro):
    return asyncio.run_coroutine_threadsafe(coro, loop)
