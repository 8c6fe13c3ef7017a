# E710: the pause grows by the same amount each time
import asyncio


async def con_reintentos(fabrica, n, espera):
    for intento in range(1, n + 1):
        try:
            return await fabrica()
        except Exception:
            if intento == n:
                raise
            await asyncio.sleep(espera * intento)
