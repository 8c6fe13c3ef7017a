# E411: advances a generator to see whether it is one
import asyncio
import inspect


def clasificar(obj):
    if inspect.iscoroutinefunction(obj):
        return "función corrutina"
    if inspect.iscoroutine(obj):
        return "corrutina"
    if isinstance(obj, asyncio.Task):
        return "tarea"
    if asyncio.isfuture(obj):
        return "futuro"
    if inspect.isawaitable(obj):
        return "otro awaitable"
    try:
        next(obj)
    except TypeError:
        pass
    return "nada"
