#: signal.signal that hands over to the loop; each reading races against the end; processes are killed by their list
import asyncio
import os
import signal
import sys

PACIENCIA, ORDEN = float(sys.argv[1]), sys.argv[2:]


async def lee_o_para(lector, parar):
    lectura, fin = asyncio.ensure_future(lector.readline()), asyncio.ensure_future(parar.wait())
    await asyncio.wait({lectura, fin}, return_when=asyncio.FIRST_COMPLETED)
    fin.cancel()
    if parar.is_set() or not lectura.done():
        lectura.cancel()
        return b""
    return lectura.result()


async def main():
    parar = asyncio.Event()
    bucle = asyncio.get_running_loop()
    signal.signal(signal.SIGTERM, lambda *_: bucle.call_soon_threadsafe(parar.set))
    procesos, conexiones = {}, set()

    async def atender(lector, escritor):
        conexiones.add(asyncio.current_task())
        while linea := await lee_o_para(lector, parar):
            nombre = linea.decode().removesuffix("\n")
            proceso = await asyncio.create_subprocess_exec(*ORDEN, nombre, stdout=-1, stdin=-3)
            procesos[proceso.pid] = proceso
            salida, _ = await proceso.communicate()
            del procesos[proceso.pid]
            escritor.write(salida)
            await escritor.drain()
        escritor.close()
        await escritor.wait_closed()

    servidor = await asyncio.start_server(atender, "127.0.0.1")
    puerto = servidor.sockets[0].getsockname()[1]
    print("listo", puerto)
    sys.stdout.flush()
    await parar.wait()
    servidor.close()
    codigo = 0
    if conexiones:
        _, faltan = await asyncio.wait(conexiones, timeout=PACIENCIA)
        if faltan:
            codigo = 1
            for pid in procesos:
                os.kill(pid, signal.SIGKILL)
            await asyncio.wait(faltan)
    return codigo


sys.exit(asyncio.run(main()))
