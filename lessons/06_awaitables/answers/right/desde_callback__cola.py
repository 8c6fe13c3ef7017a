#: a queue whose first item wins
import asyncio


async def desde_callback(registrar):
    """El primer elemento de una cola."""
    cola = asyncio.Queue()
    bucle = asyncio.get_running_loop()
    registrar(lambda *aviso: bucle.call_soon_threadsafe(cola.put_nowait, aviso))
    error, valor = await cola.get()
    if error:
        raise error
    return valor
