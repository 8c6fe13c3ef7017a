# E09: meets two by two whatever n is
def app_encuentro(n):
    barrera = asyncio.Barrier(2)

    async def app(scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        await barrera.wait()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        await send({"type": "http.response.body", "body": b"juntas"})

    return app
