# E910: copies the context of the wrong side, in the thread
import asyncio
import contextvars


async def fuera_del_bucle(fn, *args):
    def trabaja():
        return contextvars.copy_context().run(fn, *args)

    return await asyncio.get_running_loop().run_in_executor(None, trabaja)
