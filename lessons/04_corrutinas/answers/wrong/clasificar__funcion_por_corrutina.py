# E407: the function and the coroutine are one thing to it
import asyncio
import inspect


def clasificar(obj):
    if inspect.iscoroutine(obj) or inspect.iscoroutinefunction(obj):
        return "corrutina"
    if isinstance(obj, asyncio.Task):
        return "tarea"
    if asyncio.isfuture(obj):
        return "futuro"
    return "otro awaitable" if inspect.isawaitable(obj) else "nada"
