#: recursion instead of a loop
import asyncio


async def con_reintentos(fabrica, n, espera):
    """Un intento; si falla y quedan más, una pausa y a empezar con uno menos."""
    try:
        return await fabrica()
    except Exception:
        if n <= 1:
            raise
    await asyncio.sleep(espera)
    return await con_reintentos(fabrica, n - 1, 2 * espera)
