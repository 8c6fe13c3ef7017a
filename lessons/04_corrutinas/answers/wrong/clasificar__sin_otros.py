# E09: knows only what asyncio offers
import asyncio
import inspect


def clasificar(obj):
    if inspect.iscoroutinefunction(obj):
        return "función corrutina"
    if inspect.iscoroutine(obj):
        return "corrutina"
    if isinstance(obj, asyncio.Task):
        return "tarea"
    return "futuro" if asyncio.isfuture(obj) else "nada"
