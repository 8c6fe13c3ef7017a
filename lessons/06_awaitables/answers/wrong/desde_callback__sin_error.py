# E607: the error is passed over
import asyncio


async def desde_callback(registrar):
    bucle = asyncio.get_running_loop()
    futuro = bucle.create_future()

    def completa(valor):
        if not futuro.done():
            futuro.set_result(valor)

    registrar(lambda error, valor: bucle.call_soon_threadsafe(completa, valor))
    return await futuro
