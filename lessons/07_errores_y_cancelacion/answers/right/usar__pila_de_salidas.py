#: AsyncExitStack: the closing is promised once it is open
from contextlib import AsyncExitStack


async def usar(recurso, fn):
    """Con una pila de salidas."""
    async with AsyncExitStack() as pila:
        await recurso.abrir()
        pila.push_async_callback(recurso.cerrar)
        return await fn(recurso)
