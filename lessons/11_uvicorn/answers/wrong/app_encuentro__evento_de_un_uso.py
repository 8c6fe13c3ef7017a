# E1135: an event that is never cleared
def app_encuentro(n):
    llegaron = 0
    todas = asyncio.Event()

    async def app(scope, receive, send):
        nonlocal llegaron
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        llegaron += 1
        if llegaron == n:
            todas.set()
        await todas.wait()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        await send({"type": "http.response.body", "body": b"juntas"})

    return app
