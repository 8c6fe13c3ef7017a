# E709: n retries after the first attempt
import asyncio


async def con_reintentos(fabrica, n, espera):
    for intento in range(n + 1):
        try:
            return await fabrica()
        except Exception:
            if intento == n:
                raise
            await asyncio.sleep(espera * 2**intento)
