#: asks for the exception first, and cancels if it is interrupted
import asyncio


def desde_hilo(loop, coro):
    futuro = asyncio.run_coroutine_threadsafe(coro, loop)
    try:
        error = futuro.exception()
    except BaseException:
        futuro.cancel()
        raise
    if error:
        raise error
    return futuro.result()
