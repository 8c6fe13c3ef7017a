#: an executor for each call, closed by its with block
import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial


async def fuera_del_bucle(fn, *args):
    with ThreadPoolExecutor(max_workers=1) as ejecutor:
        llamada = partial(copy_context().run, partial(fn, *args))
        return await asyncio.get_running_loop().run_in_executor(ejecutor, llamada)
