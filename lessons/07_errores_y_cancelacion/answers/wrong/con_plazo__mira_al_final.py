# E715: compares the clock when the job is over
import time


async def con_plazo(fabrica, segundos, defecto):
    inicio = time.monotonic()
    resultado = await fabrica()
    return resultado if time.monotonic() - inicio <= segundos else defecto
