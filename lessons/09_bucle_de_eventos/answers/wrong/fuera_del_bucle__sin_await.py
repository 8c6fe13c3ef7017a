# E20: hands back the coroutine
import asyncio


async def fuera_del_bucle(fn, *args):
    return asyncio.to_thread(fn, *args)
