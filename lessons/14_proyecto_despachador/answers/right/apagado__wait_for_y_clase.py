#: a class; jobs are tasks of their own, told apart from the connections that wait for a line
import asyncio
import contextlib
import functools
import signal
import sys


class Despachador:
    def __init__(self, paciencia, orden):
        self.paciencia, self.orden = paciencia, orden
        self.parar = asyncio.Event()
        self.trabajos = set()
        self.escritores = set()
        self.cortados = 0

    async def trabajo(self, linea, escritor):
        proceso = await asyncio.create_subprocess_exec(*self.orden, linea, stdout=asyncio.subprocess.PIPE)
        try:
            escritor.write(await proceso.stdout.read())
            await proceso.wait()
        except asyncio.CancelledError:
            self.cortados += 1
            with contextlib.suppress(ProcessLookupError):
                proceso.kill()
            await proceso.wait()
            raise

    async def conexion(self, lector, escritor):
        self.escritores.add(escritor)
        try:
            async for linea in lector:
                if self.parar.is_set():
                    break
                tarea = asyncio.create_task(self.trabajo(linea.decode("utf-8")[:-1], escritor))
                self.trabajos.add(tarea)
                tarea.add_done_callback(self.trabajos.discard)
                await asyncio.wait([tarea])
                await escritor.drain()
        except ConnectionError:
            pass
        finally:
            self.escritores.discard(escritor)
            escritor.close()

    async def vive(self):
        servidor = await asyncio.start_server(self.conexion, host="127.0.0.1", port=0)
        bucle = asyncio.get_running_loop()
        bucle.add_signal_handler(signal.SIGTERM, functools.partial(self.parar.set))
        print(f"listo {servidor.sockets[0].getsockname()[1]}", flush=True)
        await self.parar.wait()
        servidor.close()
        try:
            async with asyncio.timeout(self.paciencia):
                while self.trabajos:
                    await asyncio.wait(self.trabajos)
        except TimeoutError:
            for tarea in self.trabajos:
                tarea.cancel()
            await asyncio.gather(*self.trabajos, return_exceptions=True)
        for escritor in list(self.escritores):
            with contextlib.suppress(ConnectionError):
                await escritor.drain()
            escritor.close()
        return min(self.cortados, 1)


async def main():
    return await Despachador(float(sys.argv[1]), sys.argv[2:]).vive()


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
