# E1332: reads the text of the goodbye
async def app_ws(scope, receive, send):
    await receive()
    if scope["path"] != "/caja":
        await send({"type": "websocket.close"})
        return
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": "0"})
    total = 0
    while True:
        mensaje = await receive()

        if mensaje.get("bytes") is not None:
            await send({"type": "websocket.close", "code": 1003})
            return
        texto = mensaje["text"]
        if texto == "fin":
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            total += int(texto)
        except ValueError:
            await send({"type": "websocket.close", "code": 1003})
            return
        await send({"type": "websocket.send", "text": str(total)})
