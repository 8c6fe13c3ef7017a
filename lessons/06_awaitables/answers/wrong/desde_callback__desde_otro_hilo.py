# E608: touches the future from whatever thread calls
import asyncio


async def desde_callback(registrar):
    futuro = asyncio.get_running_loop().create_future()

    def aviso(error, valor):
        if futuro.done():
            return
        if error is None:
            futuro.set_result(valor)
        else:
            futuro.set_exception(error)

    registrar(aviso)
    return await futuro
