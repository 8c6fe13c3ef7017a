# E521: takes the function's own RuntimeError for a running loop
import asyncio
from concurrent.futures import ThreadPoolExecutor


def ejecutar_sincrono(fn, *args):
    corrutina = fn(*args)
    try:
        return asyncio.run(corrutina)
    except RuntimeError:
        corrutina.close()
        with ThreadPoolExecutor(1) as ejecutor:
            return ejecutor.submit(lambda: asyncio.run(fn(*args))).result()
