# E20: to_thread makes one more coroutine
import asyncio


def ejecutar_sincrono(fn, *args):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fn(*args))
    return asyncio.to_thread(lambda: asyncio.run(fn(*args)))
