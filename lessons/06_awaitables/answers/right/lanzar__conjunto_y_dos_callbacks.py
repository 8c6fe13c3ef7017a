import asyncio

_vivas = set()


def _informa(tarea):
    if tarea.cancelled():
        return
    error = tarea.exception()
    if error:
        asyncio.get_running_loop().call_exception_handler({"message": "tarea fallida", "exception": error})


def lanzar(coro):
    """Un conjunto y dos callbacks separados."""
    tarea = asyncio.create_task(coro)
    _vivas.add(tarea)
    tarea.add_done_callback(_vivas.discard)
    tarea.add_done_callback(_informa)
    return tarea
