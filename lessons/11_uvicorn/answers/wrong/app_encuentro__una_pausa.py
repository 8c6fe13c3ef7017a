# E1132: a pause instead of a meeting
def app_encuentro(n):

    async def app(scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        await asyncio.sleep(5)
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        await send({"type": "http.response.body", "body": b"juntas"})

    return app
