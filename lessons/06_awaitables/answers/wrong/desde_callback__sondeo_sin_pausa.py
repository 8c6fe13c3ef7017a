# E605: the same without a pause
import asyncio


async def desde_callback(registrar):
    avisos = []
    registrar(lambda error, valor: avisos.append((error, valor)))
    while not avisos:
        await asyncio.sleep(0)
    error, valor = avisos[0]
    if error is not None:
        raise error
    return valor
