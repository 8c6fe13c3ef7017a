# E416: lets asyncio drive it
import asyncio


def conducir(coro):
    pausas = []

    async def anota():
        return await coro

    valor = asyncio.run(anota())
    return pausas, valor
