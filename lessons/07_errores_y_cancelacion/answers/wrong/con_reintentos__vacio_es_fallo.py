# E711: an empty result is retried
import asyncio


async def con_reintentos(fabrica, n, espera):
    resultado = None
    for intento in range(n):
        try:
            resultado = await fabrica()
        except Exception:
            if intento == n - 1:
                raise
        if resultado:
            break
        await asyncio.sleep(espera * 2**intento)
    return resultado
