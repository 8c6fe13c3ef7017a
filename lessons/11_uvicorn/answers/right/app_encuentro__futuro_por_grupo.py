#: one future a group, which the last one completes
def app_encuentro(n):
    grupo = []

    async def app(scope, receive, send):
        nonlocal grupo
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        mio = grupo
        mio.append(asyncio.get_running_loop().create_future())
        if len(mio) == n:
            grupo = []
            for futuro in mio:
                futuro.set_result(None)
        else:
            await mio[-1]
        cuerpo = b"juntas"
        encabezados = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(cuerpo)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": encabezados})
        await send({"type": "http.response.body", "body": cuerpo})

    return app
