# E411: closes the coroutine so that no warning comes
import asyncio
import inspect


def clasificar(obj):
    if inspect.iscoroutinefunction(obj):
        return "función corrutina"
    if inspect.iscoroutine(obj):
        obj.close()
        return "corrutina"
    if isinstance(obj, asyncio.Task):
        return "tarea"
    if asyncio.isfuture(obj):
        return "futuro"
    return "otro awaitable" if inspect.isawaitable(obj) else "nada"
