# E1338: an empty text counts as no message
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
        if mensaje["type"] == "websocket.disconnect":
            return
        texto = mensaje.get("text")
        if not texto:
            continue
        if texto == "fin":
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            total += int(texto)
        except ValueError:
            await send({"type": "websocket.close", "code": 1003})
            return
        await send({"type": "websocket.send", "text": str(total)})
