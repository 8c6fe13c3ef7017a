# E710: the pause does not grow
import asyncio


async def con_reintentos(fabrica, n, espera):
    for intento in range(n):
        try:
            return await fabrica()
        except Exception:
            if intento == n - 1:
                raise
            await asyncio.sleep(espera)
