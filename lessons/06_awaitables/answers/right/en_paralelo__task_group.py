#: structured: a TaskGroup instead of loose tasks
import asyncio


async def en_paralelo(fabricas):
    """Con un grupo de tareas."""
    async with asyncio.TaskGroup() as grupo:
        tareas = [grupo.create_task(fabrica()) for fabrica in fabricas]
    return [tarea.result() for tarea in tareas]
