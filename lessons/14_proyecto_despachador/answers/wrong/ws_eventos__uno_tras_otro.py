# E1421: one task sends to each client in turn
async def difunde(clientes, cola):
    while True:
        evento = await cola.get()
        for ws in list(clientes):
            try:
                await ws.send_json(evento)
            except Exception:
                clientes.discard(ws)


def ws_eventos(app: FastAPI, cupo: int) -> Callable[[dict[str, Any]], None]:
    clientes: set[WebSocket] = set()
    cola: asyncio.Queue = asyncio.Queue()
    tareas = []

    @app.websocket("/eventos")
    async def eventos(ws: WebSocket) -> None:
        await ws.accept()
        clientes.add(ws)
        if not tareas:
            tareas.append(asyncio.create_task(difunde(clientes, cola)))
        try:
            async for _ in ws.iter_text():
                pass
        finally:
            clientes.discard(ws)

    def publicar(evento: dict[str, Any]) -> None:
        cola.put_nowait(evento)

    return publicar
