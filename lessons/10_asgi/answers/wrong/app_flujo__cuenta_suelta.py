# E15: the one who counts is a task that outlives the app
import asyncio


async def app_flujo(scope, receive, send):
    async def cuenta():
        for n in range(int(scope["path"][1:]) - 1, 0, -1):
            await asyncio.sleep(1)
            await send({"type": "http.response.body", "body": b"%d\n" % n, "more_body": True})
        await asyncio.sleep(1)
        await send({"type": "http.response.body", "body": "¡ya!\n".encode()})
        await asyncio.sleep(3600)

    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": b"%d\n" % int(scope["path"][1:]), "more_body": True})
    tarea = asyncio.create_task(cuenta())
    while (await receive())["type"] != "http.disconnect":
        pass
    if scope["path"] == "/9":
        tarea.cancel()
