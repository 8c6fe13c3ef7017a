# E707: one task for all attempts
import asyncio


async def con_reintentos(fabrica, n, espera):
    tarea = asyncio.create_task(fabrica())
    for intento in range(n):
        try:
            return await tarea
        except Exception:
            if intento == n - 1:
                raise
            await asyncio.sleep(espera * 2**intento)
