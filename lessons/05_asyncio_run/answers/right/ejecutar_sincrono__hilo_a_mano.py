#: a bare thread and a box for the result or the error
import asyncio
import threading


def ejecutar_sincrono(fn, *args):
    """Un hilo y una caja para lo que traiga."""
    if asyncio._get_running_loop() is None:
        with asyncio.Runner() as corredor:
            return corredor.run(fn(*args))
    caja = {}

    def trabaja():
        try:
            caja["valor"] = asyncio.run(fn(*args))
        except BaseException as error:
            caja["error"] = error

    hilo = threading.Thread(target=trabaja)
    hilo.start()
    hilo.join()
    if "error" in caja:
        raise caja["error"]
    return caja["valor"]
