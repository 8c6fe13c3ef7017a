# E1422: nobody listens: the end is noticed at the next send
def ws_eventos(app: FastAPI, cupo: int) -> Callable[[dict[str, Any]], None]:
    """Añade a `app` el WebSocket `/eventos`, y devuelve la función que publica un evento a quienes miran."""
    buzones: set[asyncio.Queue[dict[str, Any]]] = set()

    async def reparte(ws: WebSocket, buzon: asyncio.Queue[dict[str, Any]]) -> None:
        while True:
            await ws.send_json(await buzon.get())

    @app.websocket("/eventos")
    async def eventos(ws: WebSocket) -> None:
        await ws.accept()
        buzon: asyncio.Queue[dict[str, Any]] = asyncio.Queue(maxsize=cupo)
        buzones.add(buzon)
        reparto = asyncio.create_task(reparte(ws, buzon))
        try:
            await reparto
        except WebSocketDisconnect:
            pass
        finally:
            buzones.discard(buzon)

    def publicar(evento: dict[str, Any]) -> None:
        for buzon in buzones:
            if buzon.full():
                buzon.get_nowait()
            buzon.put_nowait(evento)

    return publicar
