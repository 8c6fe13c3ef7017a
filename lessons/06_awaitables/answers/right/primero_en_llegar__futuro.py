#: a Future that the first task completes by callback
import asyncio


async def primero_en_llegar(fabricas):
    """Un futuro que completa la primera tarea."""
    ganador = asyncio.get_running_loop().create_future()

    def anota(tarea):
        if not ganador.done():
            ganador.set_result(tarea)

    tareas = []
    for fabrica in fabricas:
        tareas.append(asyncio.ensure_future(fabrica()))
        tareas[-1].add_done_callback(anota)
    primera = await ganador
    for tarea in tareas:
        if tarea is not primera:
            tarea.cancel()
    await asyncio.gather(*tareas, return_exceptions=True)
    return primera.result()
