#: two tasks in a race: the one who counts and the one who watches
import asyncio


async def app_flujo(scope, receive, send):
    async def vigila():
        while True:
            mensaje = await receive()
            if mensaje["type"] == "http.disconnect":
                return

    async def cuenta():
        desde = int(scope["path"][1:])
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [[b"content-type", b"text/plain; charset=utf-8"]],
            }
        )
        while desde:
            await send({"type": "http.response.body", "body": f"{desde}\n".encode(), "more_body": True})
            await asyncio.sleep(1)
            desde -= 1
        await send({"type": "http.response.body", "body": "¡ya!\n".encode(), "more_body": False})

    tareas = {asyncio.create_task(vigila()), asyncio.create_task(cuenta())}
    _, pendientes = await asyncio.wait(tareas, return_when=asyncio.FIRST_COMPLETED)
    for tarea in pendientes:
        tarea.cancel()
    await asyncio.gather(*tareas, return_exceptions=True)
