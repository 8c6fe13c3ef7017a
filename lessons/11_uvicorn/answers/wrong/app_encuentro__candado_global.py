# E1131: a lock around the whole request
def app_encuentro(n):
    candado = asyncio.Lock()
    barrera = asyncio.Barrier(n)

    async def app(scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        async with candado:
            await barrera.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"juntas"})

    return app
