#: an executor of the module's, with an exact question about the loop
import asyncio
from concurrent.futures import ThreadPoolExecutor

EJECUTOR = ThreadPoolExecutor()


def hay_bucle_en_marcha():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def ejecutar_sincrono(fn, *args):
    """Elige el hilo y siempre usa asyncio.run."""

    async def todo():
        return await fn(*args)

    if hay_bucle_en_marcha():
        return EJECUTOR.submit(lambda: asyncio.run(todo())).result()
    return asyncio.run(todo())
