# E909: joins the thread, in the loop's thread
import contextvars
import threading


async def fuera_del_bucle(fn, *args):
    contexto = contextvars.copy_context()
    final = {}

    def trabaja():
        try:
            final["valor"] = contexto.run(fn, *args)
        except Exception as error:
            final["error"] = error

    hilo = threading.Thread(target=trabaja)
    hilo.start()
    hilo.join()
    if "error" in final:
        raise final["error"]
    return final["valor"]
