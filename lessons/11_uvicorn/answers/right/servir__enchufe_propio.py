#: a socket of its own, handed over; a context manager
import contextlib
import socket


@contextlib.asynccontextmanager
async def en_marcha(app):
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        servidor = uvicorn.Server(uvicorn.Config(app, log_config=None))
        tarea = asyncio.ensure_future(servidor.serve(sockets=[enchufe]))
        try:
            while not servidor.started:
                if tarea.done():
                    await tarea
                await asyncio.sleep(0.1)
            yield f"http://127.0.0.1:{enchufe.getsockname()[1]}"
        finally:
            servidor.should_exit = True
            await asyncio.wait([tarea])


async def servir(app, uso):
    async with en_marcha(app) as url:
        return await uso(url)
