#: one loop that lives in a daemon thread of its own
import asyncio
import threading


def ejecutar_sincrono(fn, *args):
    """Un bucle en otro hilo, detenido al final."""
    bucle = asyncio.new_event_loop()
    hilo = threading.Thread(target=bucle.run_forever, daemon=True)
    hilo.start()
    try:
        return asyncio.run_coroutine_threadsafe(fn(*args), bucle).result()
    finally:
        bucle.call_soon_threadsafe(bucle.stop)
        hilo.join()
        bucle.close()
