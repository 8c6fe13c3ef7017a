#: one loop in a daemon thread, made once and kept for all calls
import asyncio
import functools
import threading


@functools.cache
def _bucle_de_servicio():
    bucle = asyncio.new_event_loop()
    threading.Thread(target=bucle.run_forever, daemon=True).start()
    return bucle


def ejecutar_sincrono(fn, *args):
    """Todo el trabajo va al bucle de servicio."""
    return asyncio.run_coroutine_threadsafe(fn(*args), _bucle_de_servicio()).result()
