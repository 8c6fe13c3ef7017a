#: a thread-safe future of concurrent.futures, wrapped
import asyncio
import concurrent.futures


async def desde_callback(registrar):
    """Usa un futuro apto para hilos y lo envuelve."""
    externo = concurrent.futures.Future()

    def aviso(error, valor):
        try:
            if error is None:
                externo.set_result(valor)
            else:
                externo.set_exception(error)
        except concurrent.futures.InvalidStateError:
            pass

    registrar(aviso)
    return await asyncio.wrap_future(externo)
