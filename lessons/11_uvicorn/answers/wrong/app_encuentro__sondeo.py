# E605: asks again and again whether the others have come
def app_encuentro(n):
    llegaron = 0

    async def app(scope, receive, send):
        nonlocal llegaron
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        llegaron += 1
        mi_grupo = -(-llegaron // n) * n
        while llegaron < mi_grupo:
            await asyncio.sleep(0.05)
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        await send({"type": "http.response.body", "body": b"juntas"})

    return app
