# E908: calls it in the loop's own thread
async def fuera_del_bucle(fn, *args):
    return fn(*args)
