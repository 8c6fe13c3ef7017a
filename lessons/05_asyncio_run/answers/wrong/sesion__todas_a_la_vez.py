# E513: gathers them
import asyncio


def sesion(fns):
    async def todas():
        return list(await asyncio.gather(*(fn() for fn in fns)))

    return asyncio.run(todas())
