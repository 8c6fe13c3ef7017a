# E20: an async def where an ordinary function is asked for
import asyncio
import inspect


async def clasificar(obj):
    if inspect.iscoroutinefunction(obj):
        return "función corrutina"
    if inspect.iscoroutine(obj):
        return "corrutina"
    if isinstance(obj, asyncio.Task):
        return "tarea"
    if asyncio.isfuture(obj):
        return "futuro"
    return "otro awaitable" if inspect.isawaitable(obj) else "nada"
