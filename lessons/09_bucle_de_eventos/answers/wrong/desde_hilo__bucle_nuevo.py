# E912: the same by hand
import asyncio


def desde_hilo(loop, coro):
    nuevo = asyncio.new_event_loop()
    try:
        return nuevo.run_until_complete(coro)
    finally:
        nuevo.close()
