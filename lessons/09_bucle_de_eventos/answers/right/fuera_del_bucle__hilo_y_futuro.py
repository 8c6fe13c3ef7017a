#: a thread of its own that completes a future through the loop
import asyncio
import contextvars
import threading


async def fuera_del_bucle(fn, *args):
    bucle = asyncio.get_running_loop()
    futuro = bucle.create_future()
    contexto = contextvars.copy_context()

    def completa(pon, valor):
        if not futuro.done():
            pon(valor)

    def trabaja():
        try:
            valor = contexto.run(fn, *args)
        except BaseException as error:
            bucle.call_soon_threadsafe(completa, futuro.set_exception, error)
        else:
            bucle.call_soon_threadsafe(completa, futuro.set_result, valor)

    threading.Thread(target=trabaja).start()
    return await futuro
