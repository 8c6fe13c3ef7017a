# E719: closes twice when it is cancelled
import asyncio


async def usar(recurso, fn):
    await recurso.abrir()
    try:
        return await fn(recurso)
    except asyncio.CancelledError:
        await recurso.cerrar()
        raise
    finally:
        await recurso.cerrar()
