# E604: tells the handler about a cancelled task, too
import asyncio

en_marcha = set()


def lanzar(coro):
    def al_terminar(tarea):
        en_marcha.discard(tarea)
        error = asyncio.CancelledError() if tarea.cancelled() else tarea.exception()
        if error is not None:
            tarea.get_loop().call_exception_handler({"message": "acabó mal", "exception": error})

    tarea = asyncio.create_task(coro)
    en_marcha.add(tarea)
    tarea.add_done_callback(al_terminar)
    return tarea
