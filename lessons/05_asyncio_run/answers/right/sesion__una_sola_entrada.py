#: one coroutine that awaits them all, entered once
import asyncio


def sesion(fns):
    """Una corrutina que espera a todas por turno."""

    async def todas():
        return [await fn() for fn in fns]

    return asyncio.run(todas())
