# E20: an async function, which needs a loop to be called
async def sesion(fns):
    return [await fn() for fn in fns]
