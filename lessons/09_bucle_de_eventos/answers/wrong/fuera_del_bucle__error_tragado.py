# E17: an exception becomes None
import asyncio


async def fuera_del_bucle(fn, *args):
    try:
        return await asyncio.to_thread(fn, *args)
    except Exception:
        return None
