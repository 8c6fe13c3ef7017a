# E1338: int reads bytes as well
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
        dicho = mensaje.get("text") or mensaje.get("bytes") or ""
        if dicho == "fin":
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            total += int(dicho)
        except ValueError:
            await send({"type": "websocket.close", "code": 1003})
            return
        await send({"type": "websocket.send", "text": str(total)})
