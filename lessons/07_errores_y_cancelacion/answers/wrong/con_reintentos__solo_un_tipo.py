# E724: only the failure of the visible test is retried
import asyncio


async def con_reintentos(fabrica, n, espera):
    for intento in range(n):
        try:
            return await fabrica()
        except (ConnectionError, ArithmeticError):
            if intento == n - 1:
                raise
            await asyncio.sleep(espera * 2**intento)
