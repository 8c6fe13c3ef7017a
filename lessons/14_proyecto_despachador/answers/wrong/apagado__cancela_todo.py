# E1431: cancels every task at the signal
"""Un despachador de procesos que, al recibir SIGTERM, termina lo empezado y sale."""

import asyncio
import signal
import sys


async def trabaja(orden, linea):
    proceso = await asyncio.create_subprocess_exec(
        *orden, linea, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
    )
    try:
        salida, _ = await proceso.communicate()
        return salida
    finally:
        if proceso.returncode is None:
            proceso.kill()
            await proceso.wait()


async def principal(paciencia, orden):
    parar = asyncio.Event()
    conexiones, ocupadas = set(), set()

    async def atiende(lector, escritor):
        yo = asyncio.current_task()
        conexiones.add(yo)
        try:
            while not parar.is_set() and (linea := await lector.readline()):
                ocupadas.add(yo)
                try:
                    escritor.write(await trabaja(orden, linea.decode().rstrip("\r\n")))
                    await escritor.drain()
                finally:
                    ocupadas.discard(yo)
        except (asyncio.CancelledError, ConnectionError):
            pass
        finally:
            conexiones.discard(yo)
            escritor.close()

    servidor = await asyncio.start_server(atiende, "127.0.0.1", 0)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, parar.set)
    print("listo", servidor.sockets[0].getsockname()[1], flush=True)
    await parar.wait()
    servidor.close()
    tarde = set()
    restantes = asyncio.all_tasks() - {asyncio.current_task()}
    for tarea in restantes:
        tarea.cancel()
    await asyncio.gather(*restantes, return_exceptions=True)
    return 1 if tarde else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(principal(float(sys.argv[1]), sys.argv[2:])))
