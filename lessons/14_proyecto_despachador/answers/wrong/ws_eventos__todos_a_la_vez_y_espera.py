# E1421: sends to all at once, and waits for all before the next event
async def difunde(clientes, cola):
    while True:
        evento = await cola.get()
        await asyncio.gather(*(ws.send_json(evento) for ws in clientes), return_exceptions=True)


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
