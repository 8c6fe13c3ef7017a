#: a set of running tasks, refilled as soon as one is done
import asyncio


async def limitar(fabricas, k):
    """Nunca hay más de k tareas; cada hueco se llena con la siguiente."""
    tareas, en_curso = [], set()
    for fabrica in fabricas:
        if len(en_curso) == k:
            _, en_curso = await asyncio.wait(en_curso, return_when=asyncio.FIRST_COMPLETED)
        tarea = asyncio.create_task(fabrica())
        tareas.append(tarea)
        en_curso.add(tarea)
    return [await tarea for tarea in tareas]
