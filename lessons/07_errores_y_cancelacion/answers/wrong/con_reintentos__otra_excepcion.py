# E18: raises an exception of its own instead of the last failure
import asyncio


async def con_reintentos(fabrica, n, espera):
    for intento in range(n):
        try:
            return await fabrica()
        except Exception:
            if intento < n - 1:
                await asyncio.sleep(espera * 2**intento)
    raise RuntimeError("se acabaron los intentos")
