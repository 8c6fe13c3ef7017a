#: asynccontextmanager and async with
from contextlib import asynccontextmanager


@asynccontextmanager
async def _abierto(recurso):
    await recurso.abrir()
    try:
        yield recurso
    finally:
        await recurso.cerrar()


async def usar(recurso, fn):
    """Con un gestor de contexto asíncrono."""
    async with _abierto(recurso) as abierto:
        return await fn(abierto)
