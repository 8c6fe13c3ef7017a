# E717: closing is left to a task that nobody awaits
import asyncio


async def usar(recurso, fn):
    await recurso.abrir()
    try:
        return await fn(recurso)
    finally:
        asyncio.create_task(recurso.cerrar())
