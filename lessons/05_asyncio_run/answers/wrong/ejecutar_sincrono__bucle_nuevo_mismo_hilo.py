# E506: a new loop, in the thread where another is running
import asyncio


def ejecutar_sincrono(fn, *args):
    bucle = asyncio.new_event_loop()
    try:
        return bucle.run_until_complete(fn(*args))
    finally:
        bucle.close()
