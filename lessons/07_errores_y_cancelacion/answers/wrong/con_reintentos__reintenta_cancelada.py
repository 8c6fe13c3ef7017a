# E706: a cancellation counts as a failure
import asyncio


async def con_reintentos(fabrica, n, espera):
    for intento in range(n):
        try:
            return await fabrica()
        except BaseException:
            if intento == n - 1:
                raise
            await asyncio.sleep(espera * 2**intento)
