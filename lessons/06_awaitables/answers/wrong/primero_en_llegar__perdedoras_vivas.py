# E15: the losers are left running
import asyncio


async def primero_en_llegar(fabricas):
    tareas = [asyncio.create_task(fabrica()) for fabrica in fabricas]
    hechas, _ = await asyncio.wait(tareas, return_when=asyncio.FIRST_COMPLETED)
    return hechas.pop().result()
