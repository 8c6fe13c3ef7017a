# E1021: the store is a global of the module
almacen = None


async def app_vida(scope, receive, send):
    global almacen
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"nota %d" % almacen.anota(scope["path"])})
        return
    await receive()
    try:
        almacen = await Almacen.abrir()
    except OSError as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await almacen.cerrar()
    await send({"type": "lifespan.shutdown.complete"})
