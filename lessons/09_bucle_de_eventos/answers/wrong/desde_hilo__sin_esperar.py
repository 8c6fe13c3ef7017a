# E09: asks and goes on, without a result
def desde_hilo(loop, coro):
    loop.call_soon_threadsafe(loop.create_task, coro)
