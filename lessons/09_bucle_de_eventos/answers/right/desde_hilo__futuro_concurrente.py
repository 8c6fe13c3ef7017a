#: a concurrent future by hand, completed when the loop's task is done
import concurrent.futures


def desde_hilo(loop, coro):
    futuro = concurrent.futures.Future()

    def al_terminar(tarea):
        if tarea.cancelled():
            futuro.cancel()
        elif tarea.exception() is not None:
            futuro.set_exception(tarea.exception())
        else:
            futuro.set_result(tarea.result())

    loop.call_soon_threadsafe(lambda: loop.create_task(coro).add_done_callback(al_terminar))
    return futuro.result()
