# E410: calls the function to see what comes out, and leaks the coroutine
import asyncio
import inspect


def clasificar(obj):
    if inspect.iscoroutine(obj):
        return "corrutina"
    if isinstance(obj, asyncio.Task):
        return "tarea"
    if asyncio.isfuture(obj):
        return "futuro"
    if inspect.isawaitable(obj):
        return "otro awaitable"
    if inspect.isfunction(obj) and inspect.iscoroutine(obj()):
        return "función corrutina"
    return "nada"
