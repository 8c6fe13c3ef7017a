# E603: a failure is never told
import asyncio

en_marcha = set()


def lanzar(coro):
    tarea = asyncio.create_task(coro)
    en_marcha.add(tarea)
    tarea.add_done_callback(en_marcha.discard)
    return tarea
