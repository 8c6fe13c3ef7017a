#: looks for __await__ in the type, as Python does
import asyncio
import inspect


def clasificar(obj):
    """Descarta primero lo que no se puede esperar."""
    if not hasattr(type(obj), "__await__"):
        return "función corrutina" if inspect.iscoroutinefunction(obj) else "nada"
    if inspect.iscoroutine(obj):
        return "corrutina"
    if asyncio.isfuture(obj):
        return "tarea" if isinstance(obj, asyncio.Task) else "futuro"
    return "otro awaitable"
