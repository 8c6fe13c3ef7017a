from queue import Empty, Queue
from threading import Thread


class Obrero(Thread):
    def __init__(self, entrada, salida, fn):
        super().__init__()
        self.entrada, self.salida, self.fn = entrada, salida, fn

    def run(self):
        while True:
            try:
                i, tarea = self.entrada.get_nowait()
            except Empty:
                return
            try:
                self.salida.put((i, self.fn(tarea), None))
            except Exception as error:
                self.salida.put((i, None, error))


def repartir(tareas, obreros, fn):
    """Una cola de entrada llena de antemano y otra de salida."""
    entrada, salida = Queue(), Queue()
    for pedido in enumerate(tareas):
        entrada.put(pedido)
    equipo = [Obrero(entrada, salida, fn) for _ in range(obreros)]
    [o.start() for o in equipo]
    [o.join() for o in equipo]
    todo = sorted((salida.get() for _ in tareas), key=lambda r: r[0])
    for _, _, error in todo:
        if error is not None:
            raise error
    return [valor for _, valor, _ in todo]
