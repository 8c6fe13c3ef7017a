# E110: a thread for each task, whatever the number of workers
import threading


def repartir(tareas, obreros, fn):
    resultados, errores = [None] * len(tareas), {}

    def obrero(i, tarea):
        try:
            resultados[i] = fn(tarea)
        except Exception as error:
            errores[i] = error

    hilos = [threading.Thread(target=obrero, args=par) for par in enumerate(tareas)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    if errores:
        raise errores[min(errores)]
    return resultados
