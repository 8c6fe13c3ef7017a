#: a queue fed by the tasks, gathered at the end
import asyncio


async def primero_en_llegar(fabricas):
    """Las tareas se apuntan en una cola al terminar."""
    cola = asyncio.Queue()
    tareas = {asyncio.create_task(fabrica()) for fabrica in fabricas}
    for tarea in tareas:
        tarea.add_done_callback(cola.put_nowait)
    primera = await cola.get()
    [tarea.cancel() for tarea in tareas - {primera}]
    await asyncio.wait(tareas)
    return primera.result()
