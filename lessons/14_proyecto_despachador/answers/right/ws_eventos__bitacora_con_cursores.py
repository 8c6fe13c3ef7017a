def ws_eventos(app, cupo):
    """Una bitácora acotada para todos; cada conexión recuerda por dónde va, y un evento las despierta."""
    bitacora, total, novedad = [], 0, asyncio.Event()

    async def envia(ws, cursor):
        while True:
            if cursor == total:
                await novedad.wait()
            cursor = max(cursor, total - len(bitacora))
            evento = bitacora[cursor - total]
            cursor += 1
            await ws.send_json(evento)

    @app.websocket("/eventos")
    async def eventos(ws: WebSocket):
        await ws.accept()
        envio = asyncio.ensure_future(envia(ws, total))
        try:
            while True:
                await ws.receive_text()
        except WebSocketDisconnect:
            envio.cancel()
            await asyncio.wait([envio])

    def publicar(evento):
        nonlocal total, novedad
        bitacora.append(evento)
        del bitacora[:-cupo]
        total += 1
        novedad.set()
        novedad = asyncio.Event()

    return publicar
