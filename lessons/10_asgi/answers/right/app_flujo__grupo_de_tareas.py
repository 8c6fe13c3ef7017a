#: a TaskGroup; the counter is cancelled by the watcher, and an Event keeps the rhythm
import asyncio


async def app_flujo(scope, receive, send):
    adios = asyncio.Event()

    async def vigila():
        mensaje = {}
        while mensaje.get("type") != "http.disconnect":
            mensaje = await receive()
        adios.set()

    async def manda(texto, mas):
        await send({"type": "http.response.body", "body": texto.encode() + b"\n", "more_body": mas})

    async with asyncio.TaskGroup() as grupo:
        vigilante = grupo.create_task(vigila())
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        n = int(scope["path"].rpartition("/")[2])
        while n > 0 and not adios.is_set():
            await manda(str(n), True)
            n -= 1
            try:
                async with asyncio.timeout(1):
                    await adios.wait()
            except TimeoutError:
                pass
        if not adios.is_set():
            await manda("¡ya!", False)
        vigilante.cancel()
