# E1020: prints the failure and returns
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
        print("no se pudo arrancar:", error)
        return
    scope["state"]["almacen"] = almacen
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await almacen.cerrar()
    await send({"type": "lifespan.shutdown.complete"})
