# E410: closes the coroutine, but calls ordinary functions, too
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
    if inspect.isfunction(obj):
        salida = obj()
        if inspect.iscoroutine(salida):
            salida.close()
            return "función corrutina"
    return "nada"
