# E913: puts a call into the queue of a loop that sleeps
import concurrent.futures


def desde_hilo(loop, coro):
    futuro = concurrent.futures.Future()

    def al_terminar(tarea):
        if tarea.exception() is not None:
            futuro.set_exception(tarea.exception())
        else:
            futuro.set_result(tarea.result())

    loop.call_soon(lambda: loop.create_task(coro).add_done_callback(al_terminar))
    return futuro.result()
