# E20: the helper thread only calls the function, nobody runs the coroutine
from concurrent.futures import ThreadPoolExecutor


def ejecutar_sincrono(fn, *args):
    with ThreadPoolExecutor(1) as ejecutor:
        return ejecutor.submit(fn, *args).result()
