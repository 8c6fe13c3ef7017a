# E409: takes a generator for a coroutine, as asyncio.iscoroutine did until 3.11
import asyncio
import inspect


def clasificar(obj):
    if inspect.iscoroutinefunction(obj):
        return "función corrutina"
    if inspect.iscoroutine(obj) or inspect.isgenerator(obj):
        return "corrutina"
    if isinstance(obj, asyncio.Task):
        return "tarea"
    if asyncio.isfuture(obj):
        return "futuro"
    return "otro awaitable" if inspect.isawaitable(obj) else "nada"
