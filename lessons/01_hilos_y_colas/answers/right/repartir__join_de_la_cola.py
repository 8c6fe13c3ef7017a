import queue
import threading


def repartir(tareas, obreros, fn):
    """Con task_done y join de la cola; los centinelas van al final."""
    cola = queue.Queue()
    fin = object()
    hechos = {}

    def obrero():
        while True:
            pedido = cola.get()
            try:
                if pedido is fin:
                    return
                i, tarea = pedido
                try:
                    hechos[i] = (True, fn(tarea))
                except Exception as error:
                    hechos[i] = (False, error)
            finally:
                cola.task_done()

    for pedido in enumerate(tareas):
        cola.put(pedido)
    hilos = [threading.Thread(target=obrero, daemon=True) for _ in range(obreros)]
    for hilo in hilos:
        hilo.start()
    cola.join()
    for _ in hilos:
        cola.put(fin)
    for hilo in hilos:
        hilo.join()
    for i in range(len(tareas)):
        bien, valor = hechos[i]
        if not bien:
            raise valor
    return [hechos[i][1] for i in range(len(tareas))]
