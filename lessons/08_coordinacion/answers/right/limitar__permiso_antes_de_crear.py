#: acquires before the task is made, releases in its callback
import asyncio


async def limitar(fabricas, k):
    """Pide el permiso antes de crear la tarea y lo devuelve cuando termina."""
    permisos = asyncio.BoundedSemaphore(k)
    tareas = []
    async with asyncio.TaskGroup() as grupo:
        for fabrica in fabricas:
            await permisos.acquire()
            tarea = grupo.create_task(fabrica())
            tarea.add_done_callback(lambda _: permisos.release())
            tareas.append(tarea)
    return [tarea.result() for tarea in tareas]
