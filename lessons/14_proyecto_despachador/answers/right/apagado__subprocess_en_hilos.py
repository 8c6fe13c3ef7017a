#: Popen in threads; a group of processes kept by hand, and a selector's own server protocol
import asyncio
import signal
import subprocess
import sys


class Servicio:
    def __init__(self, orden):
        self.orden = orden
        self.hijos = []
        self.tareas = {}
        self.abierto = True

    def ejecuta(self, linea):
        hijo = subprocess.Popen([*self.orden, linea], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
        self.hijos.append(hijo)
        return hijo.communicate()[0]

    async def atiende(self, lector, escritor):
        tarea = asyncio.current_task()
        self.tareas[tarea] = "espera"
        try:
            while self.abierto:
                linea = await lector.readline()
                if not linea:
                    break
                self.tareas[tarea] = "trabaja"
                respuesta = await asyncio.to_thread(self.ejecuta, linea.decode().strip("\n"))
                escritor.write(respuesta)
                await escritor.drain()
                self.tareas[tarea] = "espera"
        finally:
            del self.tareas[tarea]
            escritor.close()


async def main(paciencia, orden):
    servicio = Servicio(orden)
    bucle = asyncio.get_running_loop()
    senal = bucle.create_future()
    bucle.add_signal_handler(signal.SIGTERM, lambda: senal.done() or senal.set_result(None))
    servidor = await asyncio.start_server(servicio.atiende, "127.0.0.1", 0)
    print("listo", servidor.sockets[0].getsockname()[1], flush=True)
    await senal
    servidor.close()
    servicio.abierto = False
    limite = bucle.time() + paciencia
    for tarea, estado in list(servicio.tareas.items()):
        if estado == "espera":
            tarea.cancel()
    while servicio.tareas and bucle.time() < limite:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    cortados = [hijo for hijo in servicio.hijos if hijo.poll() is None]
    for hijo in cortados:
        hijo.kill()
    while servicio.tareas:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    return bool(cortados)


if __name__ == "__main__":
    sys.exit(int(asyncio.run(main(float(sys.argv[1]), sys.argv[2:]))))
