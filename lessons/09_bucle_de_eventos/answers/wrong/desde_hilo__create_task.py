# E914: creates the task in the wrong thread and asks until it is done
import time


def desde_hilo(loop, coro):
    tarea = loop.create_task(coro)
    while not tarea.done():
        time.sleep(0.01)
    return tarea.result()
