# E708: pauses after the last attempt, too
import asyncio


async def con_reintentos(fabrica, n, espera):
    for intento in range(n):
        try:
            return await fabrica()
        except Exception as error:
            ultimo = error
            await asyncio.sleep(espera * 2**intento)
    raise ultimo
