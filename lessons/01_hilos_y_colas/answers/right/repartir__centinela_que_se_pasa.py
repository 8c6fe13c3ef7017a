import queue
import threading


def repartir(tareas, obreros, fn):
    """Un solo centinela, que cada obrero devuelve a la cola para el siguiente."""
    cola, candado, pares, fallos = queue.Queue(), threading.Lock(), [], []

    def obrero():
        for i, tarea in iter(cola.get, None):
            try:
                valor = fn(tarea)
            except Exception as error:
                with candado:
                    fallos.append((i, error))
            else:
                with candado:
                    pares.append((i, valor))
        cola.put(None)

    hilos = []
    for _ in range(obreros):
        hilo = threading.Thread(target=obrero)
        hilo.start()
        hilos.append(hilo)
    for pedido in enumerate(tareas):
        cola.put(pedido)
    cola.put(None)
    for hilo in hilos:
        hilo.join()
    if fallos:
        raise min(fallos, key=lambda par: par[0])[1]
    return [valor for _, valor in sorted(pares, key=lambda par: par[0])]
