# E14: the first attempt leaves its coroutine behind
import asyncio
from concurrent.futures import ThreadPoolExecutor


def ejecutar_sincrono(fn, *args):
    try:
        return asyncio.run(fn(*args))
    except RuntimeError:
        with ThreadPoolExecutor(1) as ejecutor:
            return ejecutor.submit(lambda: asyncio.run(fn(*args))).result()
