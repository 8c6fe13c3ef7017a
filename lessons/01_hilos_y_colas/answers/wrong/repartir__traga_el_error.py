# E17: errors are swallowed
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
            except Exception:
                pass

    hilos = [threading.Thread(target=obrero, daemon=True) for _ in range(obreros)]
    for hilo in hilos:
        hilo.start()
    for pedido in enumerate(tareas):
        cola.put(pedido)
    for _ in hilos:
        cola.put(None)
    for hilo in hilos:
        hilo.join()
    if errores:
        raise errores[min(errores)]
    return resultados
