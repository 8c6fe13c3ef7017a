# E17: gives the exception back instead of raising it
import asyncio


def desde_hilo(loop, coro):
    futuro = asyncio.run_coroutine_threadsafe(coro, loop)
    return futuro.exception() or futuro.result()
