# E601: nobody but the caller holds the task
import asyncio


def lanzar(coro):
    def informa(tarea):
        if not tarea.cancelled() and tarea.exception():
            tarea.get_loop().call_exception_handler({"message": "falló", "exception": tarea.exception()})

    tarea = asyncio.create_task(coro)
    tarea.add_done_callback(informa)
    return tarea
