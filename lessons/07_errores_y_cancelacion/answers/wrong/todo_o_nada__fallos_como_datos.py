# E702: exceptions handed back among the results
import asyncio


async def todo_o_nada(fabricas):
    return list(await asyncio.gather(*(fabrica() for fabrica in fabricas), return_exceptions=True))
