#: always in a helper thread
import asyncio
import concurrent.futures


def ejecutar_sincrono(fn, *args):
    """Sin preguntar: siempre en un hilo nuevo."""
    with concurrent.futures.ThreadPoolExecutor(1) as ejecutor:
        return ejecutor.submit(asyncio.run, fn(*args)).result()
