# E1131: one worker handles the requests one after the other
def app_encuentro(n):
    barrera = asyncio.Barrier(n)
    cola = asyncio.Queue()
    obreros = []

    async def obrero():
        while True:
            atendida = await cola.get()
            await barrera.wait()
            atendida.set_result(None)

    async def app(scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("solo se atiende HTTP")
        if not obreros:
            obreros.append(asyncio.create_task(obrero()))
        atendida = asyncio.get_running_loop().create_future()
        await cola.put(atendida)
        await atendida
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        await send({"type": "http.response.body", "body": b"juntas"})

    return app
