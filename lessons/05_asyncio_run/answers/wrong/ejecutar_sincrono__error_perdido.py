# E508: an exception ends the helper thread and is not passed on
import asyncio
import threading


def ejecutar_sincrono(fn, *args):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fn(*args))
    valores = [None]

    def trabaja():
        valores[0] = asyncio.run(fn(*args))

    hilo = threading.Thread(target=trabaja)
    hilo.start()
    hilo.join()
    return valores[0]
