#: the loop of the specification's own example, match on the message's type, another key
async def app_vida(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            match (await receive())["type"]:
                case "lifespan.startup":
                    try:
                        scope["state"]["notas"] = await Almacen.abrir()
                    except OSError as fallo:
                        await send({"type": "lifespan.startup.failed", "message": f"no abrió: {fallo}"})
                        return
                    await send({"type": "lifespan.startup.complete"})
                case "lifespan.shutdown":
                    await scope["state"]["notas"].cerrar()
                    await send({"type": "lifespan.shutdown.complete"})
                    return
    else:
        n = scope["state"]["notas"].anota(scope["path"])
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
        )
        await send({"type": "http.response.body", "body": f"nota {n}".encode()})
