# E1024: says that it is up, and opens afterwards
async def app_vida(scope, receive, send):
    if scope["type"] == "http":
        cuantas = scope["state"]["almacen"].anota(scope["path"])
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"nota %d" % cuantas})
        return
    await receive()
    await send({"type": "lifespan.startup.complete"})
    try:
        almacen = await Almacen.abrir()
    except OSError as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    scope["state"]["almacen"] = almacen
    await receive()
    await almacen.cerrar()
    await send({"type": "lifespan.shutdown.complete"})
