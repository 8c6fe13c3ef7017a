#: an Event and a list instead of a Future
import asyncio


async def desde_callback(registrar):
    """Espera un evento y mira el primer aviso de la lista."""
    bucle, llegada, avisos = asyncio.get_running_loop(), asyncio.Event(), []

    def aviso(error, valor):
        avisos.append((error, valor))
        bucle.call_soon_threadsafe(llegada.set)

    registrar(aviso)
    await llegada.wait()
    error, valor = avisos[0]
    if error is not None:
        raise error
    return valor
