# E1423: a task for every event and client
def ws_eventos(app: FastAPI, cupo: int) -> Callable[[dict[str, Any]], None]:
    """Añade a `app` el WebSocket `/eventos`, y devuelve la función que publica un evento a quienes miran."""
    clientes: set[WebSocket] = set()
    en_marcha: set[Any] = set()

    async def reparte(ws: WebSocket, buzon: asyncio.Queue[dict[str, Any]]) -> None:
        while True:
            await ws.send_json(await buzon.get())

    @app.websocket("/eventos")
    async def eventos(ws: WebSocket) -> None:
        await ws.accept()
        clientes.add(ws)
        try:
            async for _ in ws.iter_text():
                pass
        finally:
            clientes.discard(ws)

    def publicar(evento: dict[str, Any]) -> None:
        for ws in clientes:
            tarea = asyncio.create_task(ws.send_json(evento))
            en_marcha.add(tarea)
            tarea.add_done_callback(en_marcha.discard)

    return publicar
