# E1029: swallows the failure and says that it is up
async def app_vida(scope, receive, send):
    if scope["type"] == "http":
        cuantas = scope["state"]["almacen"].anota(scope["path"])
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"nota %d" % cuantas})
        return
    await receive()
    almacen = None
    try:
        almacen = await Almacen.abrir()
    except OSError as error:
        print("sin almacén:", error)
    scope["state"]["almacen"] = almacen
    await send({"type": "lifespan.startup.complete"})
    await receive()
    if almacen:
        await almacen.cerrar()
    await send({"type": "lifespan.shutdown.complete"})
