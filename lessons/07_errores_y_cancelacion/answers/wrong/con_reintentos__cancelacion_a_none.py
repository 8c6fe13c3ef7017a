# E19: a cancellation ends the attempts, and is swallowed
import asyncio


async def con_reintentos(fabrica, n, espera):
    try:
        for intento in range(n):
            try:
                return await fabrica()
            except Exception:
                if intento == n - 1:
                    raise
            await asyncio.sleep(espera * 2**intento)
    except asyncio.CancelledError:
        return None
