# E911: every call leaves an executor open
import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor


async def fuera_del_bucle(fn, *args):
    ejecutor = ThreadPoolExecutor(1)
    contexto = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(ejecutor, contexto.run, fn, *args)
