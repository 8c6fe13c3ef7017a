#: the pauses as a generator, the last attempt outside the loop
import asyncio


async def con_reintentos(fabrica, n, espera):
    """Los primeros n - 1 intentos van con red; el último, sin ella."""
    for pausa in (espera * 2**i for i in range(n - 1)):
        try:
            return await fabrica()
        except Exception:
            await asyncio.sleep(pausa)
    return await fabrica()
