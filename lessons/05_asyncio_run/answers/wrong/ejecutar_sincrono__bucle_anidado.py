# E505: hides the running loop and nests another in the same thread
import asyncio
from asyncio import events


def ejecutar_sincrono(fn, *args):
    de_fuera = events._get_running_loop()
    events._set_running_loop(None)
    try:
        return asyncio.run(fn(*args))
    finally:
        events._set_running_loop(de_fuera)
