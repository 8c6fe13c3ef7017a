# E17: an exception becomes None
import asyncio


def desde_hilo(loop, coro):
    try:
        return asyncio.run_coroutine_threadsafe(coro, loop).result()
    except Exception:
        return None
