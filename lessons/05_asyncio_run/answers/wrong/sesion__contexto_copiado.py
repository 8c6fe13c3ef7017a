# E512: a copy of the context for each run
import asyncio
from contextvars import copy_context


def sesion(fns):
    with asyncio.Runner() as corredor:
        return [corredor.run(fn(), context=copy_context()) for fn in fns]
