#: the standard library's own
import asyncio


async def fuera_del_bucle(fn, *args):
    return await asyncio.to_thread(fn, *args)
