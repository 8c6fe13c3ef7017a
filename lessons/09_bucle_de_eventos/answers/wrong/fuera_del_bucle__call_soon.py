# E908: has the loop itself make the call
import asyncio


async def fuera_del_bucle(fn, *args):
    bucle = asyncio.get_running_loop()
    futuro = bucle.create_future()
    bucle.call_soon(lambda: futuro.set_result(fn(*args)))
    return await futuro
