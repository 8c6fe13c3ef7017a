#: an instance as the app; refuses and raises afterwards, as the specification allows
class Aplicacion:
    async def __call__(self, scope, receive, send):
        metodo = getattr(self, "en_" + scope["type"])
        await metodo(scope["state"], scope, receive, send)

    async def en_lifespan(self, estado, scope, receive, send):
        await receive()
        try:
            estado["el almacén"] = await Almacen.abrir()
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": repr(error)})
            raise
        await send({"type": "lifespan.startup.complete"})
        while (await receive())["type"] != "lifespan.shutdown":
            pass
        await estado.pop("el almacén").cerrar()
        await send({"type": "lifespan.shutdown.complete"})

    async def en_http(self, estado, scope, receive, send):
        cuerpo = " ".join(["nota", str(estado["el almacén"].anota(scope["path"]))])
        for mensaje in (
            {"type": "http.response.start", "status": 200},
            {"type": "http.response.body", "body": cuerpo.encode()},
        ):
            await send(mensaje)


app_vida = Aplicacion()
