# E910: context variables stay behind
import asyncio


async def fuera_del_bucle(fn, *args):
    return await asyncio.get_running_loop().run_in_executor(None, fn, *args)
