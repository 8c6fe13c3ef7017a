# E909: waits for the thread with result(), in the loop's thread
import contextvars
from concurrent.futures import ThreadPoolExecutor


async def fuera_del_bucle(fn, *args):
    contexto = contextvars.copy_context()
    with ThreadPoolExecutor() as ejecutor:
        return ejecutor.submit(contexto.run, fn, *args).result()
