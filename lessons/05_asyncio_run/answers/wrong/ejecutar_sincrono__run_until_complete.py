# E506: run_until_complete on the loop that is running
import asyncio


def ejecutar_sincrono(fn, *args):
    return asyncio.get_event_loop().run_until_complete(fn(*args))
