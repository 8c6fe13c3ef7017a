# E408: asks for Future before Task
import asyncio
import inspect


def clasificar(obj):
    if inspect.iscoroutinefunction(obj):
        return "función corrutina"
    if inspect.iscoroutine(obj):
        return "corrutina"
    if isinstance(obj, asyncio.Future):
        return "futuro"
    if isinstance(obj, asyncio.Task):
        return "tarea"
    return "otro awaitable" if inspect.isawaitable(obj) else "nada"
