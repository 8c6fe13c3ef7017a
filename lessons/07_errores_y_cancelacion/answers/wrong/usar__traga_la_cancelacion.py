# E19: the cancellation stops here
import asyncio


async def usar(recurso, fn):
    await recurso.abrir()
    try:
        return await fn(recurso)
    except asyncio.CancelledError:
        print("cancelado")
    finally:
        await recurso.cerrar()
