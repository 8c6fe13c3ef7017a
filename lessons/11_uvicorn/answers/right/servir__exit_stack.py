#: an AsyncExitStack, and a subclass that completes a future
from contextlib import AsyncExitStack


class Servidor(uvicorn.Server):
    listo: asyncio.Future

    async def startup(self, *args, **kwargs):
        await super().startup(*args, **kwargs)
        self.listo.set_result(self.servers[0].sockets[0].getsockname()[1])


async def servir(app, uso):
    async with AsyncExitStack() as pila:
        servidor = Servidor(uvicorn.Config(app=app, host="localhost", port=0, log_level="error"))
        servidor.listo = asyncio.get_running_loop().create_future()
        tarea = asyncio.create_task(servidor.serve())

        async def cierra():
            servidor.should_exit = True
            await tarea

        pila.push_async_callback(cierra)
        return await uso(f"http://localhost:{await servidor.listo}")
