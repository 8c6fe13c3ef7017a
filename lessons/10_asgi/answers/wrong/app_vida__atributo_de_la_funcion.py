# E1021: the store is in the state for show, and the requests use one that all servers share
async def app_vida(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"nota %d" % app_vida.almacen.anota(scope["path"])})
        return
    await receive()
    try:
        almacen = await Almacen.abrir()
    except OSError as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    scope["state"]["almacen"] = app_vida.almacen = almacen
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await almacen.cerrar()
    await send({"type": "lifespan.shutdown.complete"})
