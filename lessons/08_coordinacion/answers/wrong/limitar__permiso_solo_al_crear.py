# E12: the permit is given back as soon as the task exists
import asyncio


async def limitar(fabricas, k):
    permisos = asyncio.Semaphore(k)
    tareas = []
    for fabrica in fabricas:
        async with permisos:
            tareas.append(asyncio.create_task(fabrica()))
    return [await tarea for tarea in tareas]
