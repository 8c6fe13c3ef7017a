# E707: one coroutine for all attempts
import asyncio


async def con_reintentos(fabrica, n, espera):
    corrutina = fabrica()
    for intento in range(n):
        try:
            return await corrutina
        except Exception:
            if intento == n - 1:
                raise
            await asyncio.sleep(espera * 2**intento)
