# E911: an error jumps over the shutdown
import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor


async def fuera_del_bucle(fn, *args):
    ejecutor = ThreadPoolExecutor(1)
    contexto = contextvars.copy_context()
    resultado = await asyncio.get_running_loop().run_in_executor(ejecutor, contexto.run, fn, *args)
    ejecutor.shutdown()
    return resultado
