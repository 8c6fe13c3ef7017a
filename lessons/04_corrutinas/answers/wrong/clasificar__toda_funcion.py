# E412: any callable is a coroutine function to it
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
    return "función corrutina" if callable(obj) else "nada"
