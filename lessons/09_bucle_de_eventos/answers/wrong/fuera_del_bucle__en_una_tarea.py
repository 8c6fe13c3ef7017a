# E908: a task is not a thread
import asyncio


async def fuera_del_bucle(fn, *args):
    async def envuelta():
        return fn(*args)

    return await asyncio.create_task(envuelta())
