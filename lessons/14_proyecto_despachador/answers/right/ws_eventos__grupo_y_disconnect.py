class SeFue(Exception):
    pass


def ws_eventos(app: FastAPI, cupo: int) -> Callable[[dict[str, Any]], None]:
    """Un grupo de tareas por conexión; el registro se indexa por el propio WebSocket."""
    conexiones: dict[WebSocket, asyncio.Queue] = {}

    async def leer(ws):
        try:
            while True:
                await ws.receive_text()
        except WebSocketDisconnect:
            raise SeFue from None

    async def escribir(ws):
        cola = conexiones[ws]
        while True:
            evento = await cola.get()
            await ws.send_json(evento)

    @app.websocket("/eventos")
    async def ruta(websocket: WebSocket):
        conexiones[websocket] = asyncio.Queue()
        await websocket.accept()
        try:
            async with asyncio.TaskGroup() as grupo:
                grupo.create_task(leer(websocket))
                grupo.create_task(escribir(websocket))
        except* (SeFue, WebSocketDisconnect):
            pass
        finally:
            conexiones.pop(websocket, None)

    def publicar(evento):
        for cola in list(conexiones.values()):
            while cola.qsize() >= cupo:
                cola.get_nowait()
            cola.put_nowait(evento)

    return publicar
