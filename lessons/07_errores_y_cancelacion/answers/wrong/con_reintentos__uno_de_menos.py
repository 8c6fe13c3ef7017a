# E709: one attempt is missing, and the last failure comes out too early
import asyncio


async def con_reintentos(fabrica, n, espera):
    for intento in range(1, n):
        try:
            return await fabrica()
        except Exception:
            if intento == n - 1:
                raise
            await asyncio.sleep(espera * 2 ** (intento - 1))
