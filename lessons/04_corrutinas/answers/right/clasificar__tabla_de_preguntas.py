#: a table of questions, the first yes wins
import asyncio
import inspect
import types

PREGUNTAS = (
    (lambda o: isinstance(o, asyncio.Task), "tarea"),
    (lambda o: isinstance(o, asyncio.Future), "futuro"),
    (lambda o: isinstance(o, types.CoroutineType), "corrutina"),
    (inspect.isawaitable, "otro awaitable"),
    (inspect.iscoroutinefunction, "función corrutina"),
)


def clasificar(obj):
    """La primera pregunta que contesta que sí decide."""
    return next((etiqueta for pregunta, etiqueta in PREGUNTAS if pregunta(obj)), "nada")
