#: abstract base classes, and the flag of the function's code
import asyncio
from collections.abc import Awaitable, Coroutine
from inspect import CO_COROUTINE


def clasificar(obj):
    """Pregunta por los tipos abstractos."""
    codigo = getattr(obj, "__code__", None)
    if codigo is not None and codigo.co_flags & CO_COROUTINE:
        return "función corrutina"
    match obj:
        case asyncio.Task():
            return "tarea"
        case asyncio.Future():
            return "futuro"
        case Coroutine():
            return "corrutina"
        case Awaitable():
            return "otro awaitable"
    return "nada"
