# E31: bare asyncio.run
import asyncio


def ejecutar_sincrono(fn, *args):
    return asyncio.run(fn(*args))
