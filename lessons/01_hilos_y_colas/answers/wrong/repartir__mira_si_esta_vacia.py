# E107: asks whether the queue is empty and then waits in get()
import queue
import threading


def repartir(tareas, obreros, fn):
    cola = queue.Queue()
    resultados, errores = [None] * len(tareas), {}

    def obrero():
        while not cola.empty():
            i, tarea = cola.get()
            try:
                resultados[i] = fn(tarea)
            except Exception as error:
                errores[i] = error

    hilos = [threading.Thread(target=obrero, daemon=True) for _ in range(obreros)]
    for pedido in enumerate(tareas):
        cola.put(pedido)
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    if errores:
        raise errores[min(errores)]
    return resultados
