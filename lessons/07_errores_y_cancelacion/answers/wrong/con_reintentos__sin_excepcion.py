# E17: when all attempts fail, nothing is raised
import asyncio


async def con_reintentos(fabrica, n, espera):
    for intento in range(n):
        try:
            return await fabrica()
        except Exception:
            if intento < n - 1:
                await asyncio.sleep(espera * 2**intento)
