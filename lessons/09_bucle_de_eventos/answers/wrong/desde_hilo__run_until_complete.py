# E915: tries to start a loop that is running
def desde_hilo(loop, coro):
    return loop.run_until_complete(coro)
