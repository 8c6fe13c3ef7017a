# E606: a second call finds the future done
import asyncio


async def desde_callback(registrar):
    bucle = asyncio.get_running_loop()
    futuro = bucle.create_future()

    def aviso(error, valor):
        if error is None:
            bucle.call_soon_threadsafe(futuro.set_result, valor)
        else:
            bucle.call_soon_threadsafe(futuro.set_exception, error)

    registrar(aviso)
    return await futuro
