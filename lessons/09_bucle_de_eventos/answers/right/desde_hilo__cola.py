#: a wrapping coroutine puts what came out into a queue for threads
import asyncio
import queue


def desde_hilo(loop, coro):
    salida = queue.SimpleQueue()

    async def entrega():
        try:
            salida.put((await coro, None))
        except BaseException as error:
            salida.put((None, error))

    asyncio.run_coroutine_threadsafe(entrega(), loop)
    valor, error = salida.get()
    if error is not None:
        raise error
    return valor
