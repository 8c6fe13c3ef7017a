#: an AsyncExitStack, with a step that looks at the error
from contextlib import AsyncExitStack


async def sesion_db():
    sesion = await Sesion.abrir()

    async def deshace_si_falla(tipo, error, rastro):
        if error is not None:
            await sesion.deshacer()

    async with AsyncExitStack() as pila:
        pila.push_async_callback(sesion.cerrar)
        pila.push_async_exit(deshace_si_falla)
        yield sesion
