# E1024: opens in a task, and does not wait for it
import asyncio


async def app_vida(scope, receive, send):
    if scope["type"] == "http":
        cuantas = (await scope["state"]["almacen"]).anota(scope["path"])
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"nota %d" % cuantas})
        return
    await receive()
    scope["state"]["almacen"] = asyncio.create_task(Almacen.abrir())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await (await scope["state"]["almacen"]).cerrar()
    await send({"type": "lifespan.shutdown.complete"})
