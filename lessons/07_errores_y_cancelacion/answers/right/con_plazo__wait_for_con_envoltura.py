#: wait_for around a wrapper that keeps the work's own TimeoutError apart
import asyncio


async def con_plazo(fabrica, segundos, defecto):
    """El trabajo envuelto nunca lanza TimeoutError: lo entrega como dato."""

    async def envuelta():
        try:
            return await fabrica(), None
        except TimeoutError as propia:
            return None, propia

    try:
        resultado, propia = await asyncio.wait_for(envuelta(), segundos)
    except TimeoutError:
        return defecto
    if propia is not None:
        raise propia
    return resultado
