#: an instant instead of a duration; the question put after the block
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    """Fija el instante del vencimiento y pregunta al plazo, no a la excepción."""
    plazo = asyncio.timeout_at(asyncio.get_running_loop().time() + segundos)
    try:
        async with plazo:
            resultado = await fabrica()
    except TimeoutError:
        if plazo.expired():
            resultado = defecto
        else:
            raise
    return resultado
