#: a stack and a context of its own, shared by every run
import asyncio
import contextlib
import contextvars


def sesion(fns):
    """Un contexto común, dicho de forma explícita."""
    comun = contextvars.copy_context()
    with contextlib.ExitStack() as pila:
        corredor = pila.enter_context(asyncio.Runner())
        return [corredor.run(fn(), context=comun) for fn in fns]
