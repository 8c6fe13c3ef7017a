# E1019: closes, and says nothing
async def app_vida(scope, receive, send):
    if scope["type"] == "http":
        cuantas = scope["state"]["almacen"].anota(scope["path"])
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"nota %d" % cuantas})
        return
    await receive()
    try:
        almacen = await Almacen.abrir()
    except OSError as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    scope["state"]["almacen"] = almacen
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await almacen.cerrar()
