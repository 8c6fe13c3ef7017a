# E605: asks again and again whether the call has come
import asyncio


async def desde_callback(registrar):
    avisos = []
    registrar(lambda error, valor: avisos.append((error, valor)))
    while not avisos:
        await asyncio.sleep(0.1)
    error, valor = avisos[0]
    if error is not None:
        raise error
    return valor
