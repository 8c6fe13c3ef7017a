# E706: a cancellation during the pause only shortens it
import asyncio
import contextlib


async def con_reintentos(fabrica, n, espera):
    for intento in range(n):
        try:
            return await fabrica()
        except Exception:
            if intento == n - 1:
                raise
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(espera * 2**intento)
