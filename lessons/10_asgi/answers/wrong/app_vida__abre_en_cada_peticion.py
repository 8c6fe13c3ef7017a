# E1028: each request opens a store of its own
async def app_vida(scope, receive, send):
    if scope["type"] == "http":
        almacen = await Almacen.abrir()
        cuantas = almacen.anota(scope["path"])
        await almacen.cerrar()
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"nota %d" % cuantas})
        return
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})
