# E1422: asks every ten seconds whether the client is there
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
            while ws.client_state.name == "CONNECTED":
                await asyncio.sleep(10)
        finally:
            buzones.discard(buzon)
            reparto.cancel()
            await asyncio.gather(reparto, return_exceptions=True)

    def publicar(evento: dict[str, Any]) -> None:
        for buzon in buzones:
            if buzon.full():
                buzon.get_nowait()
            buzon.put_nowait(evento)

    return publicar
