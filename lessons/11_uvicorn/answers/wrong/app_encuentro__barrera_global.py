# E1136: one barrier for all applications
BARRERAS = {}


def app_encuentro(n):
    BARRERAS.setdefault(n, asyncio.Barrier(n))

    async def app(scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        await BARRERAS[n].wait()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        await send({"type": "http.response.body", "body": b"juntas"})

    return app
