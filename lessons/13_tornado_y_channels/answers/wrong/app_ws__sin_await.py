# E14: makes the accept and does not send it
async def app_ws(scope, receive, send):
    await receive()
    if scope["path"] != "/caja":
        await send({"type": "websocket.close"})
        return
    send({"type": "websocket.accept"})
    send({"type": "websocket.send", "text": "0"})
    total = 0
    while (mensaje := await receive())["type"] != "websocket.disconnect":
        texto = mensaje.get("text")
        if texto == "fin":
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            total += int(texto)
        except (TypeError, ValueError):
            await send({"type": "websocket.close", "code": 1003})
            return
        await send({"type": "websocket.send", "text": str(total)})
