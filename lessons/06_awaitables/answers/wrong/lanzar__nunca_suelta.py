# E602: finished tasks are kept for ever
import asyncio

todas = []


def lanzar(coro):
    def informa(tarea):
        if not tarea.cancelled() and tarea.exception():
            tarea.get_loop().call_exception_handler({"message": "falló", "exception": tarea.exception()})

    tarea = asyncio.create_task(coro)
    todas.append(tarea)
    tarea.add_done_callback(informa)
    return tarea
