#: an Event that is replaced for each group; returns in silence where it is not HTTP
def app_encuentro(n):
    estado = {"llegaron": 0, "abre": asyncio.Event()}

    async def app(scope, receive, send):
        if scope["type"] != "http":
            return
        abre = estado["abre"]
        estado["llegaron"] += 1
        if estado["llegaron"] == n:
            abre.set()
            estado.update(llegaron=0, abre=asyncio.Event())
        await abre.wait()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        await send({"type": "http.response.body", "body": b"juntas"})

    return app
