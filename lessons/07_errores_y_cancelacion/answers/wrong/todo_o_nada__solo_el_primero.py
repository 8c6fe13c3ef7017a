# E703: the group is flattened to its first
import asyncio


async def todo_o_nada(fabricas):
    try:
        async with asyncio.TaskGroup() as grupo:
            tareas = [grupo.create_task(fabrica()) for fabrica in fabricas]
    except ExceptionGroup as grupo_de_fallos:
        raise grupo_de_fallos.exceptions[0]
    return [tarea.result() for tarea in tareas]
