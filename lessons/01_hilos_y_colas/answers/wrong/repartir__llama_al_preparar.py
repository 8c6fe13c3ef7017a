# E109: target=obrero() runs the worker in the calling thread
import queue
import threading


def repartir(tareas, obreros, fn):
    cola = queue.Queue()
    resultados, errores = [None] * len(tareas), {}

    def obrero():
        while (pedido := cola.get()) is not None:
            i, tarea = pedido
            try:
                resultados[i] = fn(tarea)
            except Exception as error:
                errores[i] = error

    for pedido in [*enumerate(tareas), *[None] * obreros]:
        cola.put(pedido)
    hilos = [threading.Thread(target=obrero()) for _ in range(obreros)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    if errores:
        raise errores[min(errores)]
    return resultados
