# E109: each thread is joined before the next is started
import queue
import threading


def repartir(tareas, obreros, fn):
    cola = queue.Queue()
    resultados, errores = [None] * len(tareas), {}
    for pedido in enumerate(tareas):
        cola.put(pedido)

    def obrero():
        while True:
            try:
                i, tarea = cola.get_nowait()
            except queue.Empty:
                return
            try:
                resultados[i] = fn(tarea)
            except Exception as error:
                errores[i] = error

    for _ in range(obreros):
        hilo = threading.Thread(target=obrero)
        hilo.start()
        hilo.join()
    if errores:
        raise errores[min(errores)]
    return resultados
