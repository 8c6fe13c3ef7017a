# E05: time.sleep stops the loop
import time


async def con_reintentos(fabrica, n, espera):
    for intento in range(n):
        try:
            return await fabrica()
        except Exception:
            if intento == n - 1:
                raise
            time.sleep(espera * 2**intento)
