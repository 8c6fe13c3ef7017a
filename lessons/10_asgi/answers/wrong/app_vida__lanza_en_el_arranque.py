# E1020: lets the exception out instead of lifespan.startup.failed
async def app_vida(scope, receive, send):
    if scope["type"] == "http":
        cuantas = scope["state"]["almacen"].anota(scope["path"])
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"nota %d" % cuantas})
        return
    await receive()
    almacen = scope["state"]["almacen"] = await Almacen.abrir()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await almacen.cerrar()
    await send({"type": "lifespan.shutdown.complete"})
