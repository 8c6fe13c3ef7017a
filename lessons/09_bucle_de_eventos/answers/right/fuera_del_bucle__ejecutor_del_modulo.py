#: one executor for all calls, wrapped futures
import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor

EJECUTOR = ThreadPoolExecutor(4, thread_name_prefix="fuera")


async def fuera_del_bucle(fn, *args):
    contexto = contextvars.copy_context()
    return await asyncio.wrap_future(EJECUTOR.submit(lambda: contexto.run(fn, *args)))
