# E507: hands the work to its own loop and waits for it
import asyncio


def ejecutar_sincrono(fn, *args):
    try:
        bucle = asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fn(*args))
    return asyncio.run_coroutine_threadsafe(fn(*args), bucle).result()
