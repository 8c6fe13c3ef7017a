# E509: gives the task instead of its value
import asyncio


def ejecutar_sincrono(fn, *args):
    try:
        bucle = asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fn(*args))
    return bucle.create_task(fn(*args))
