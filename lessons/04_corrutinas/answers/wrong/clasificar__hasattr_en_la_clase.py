# E413: asks the object itself for __await__, and a class has it
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
    return "otro awaitable" if hasattr(obj, "__await__") else "nada"
