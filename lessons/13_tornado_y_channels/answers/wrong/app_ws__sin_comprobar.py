# E1336: int() of whatever comes
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
        if mensaje.get("text") == "fin":
            await send({"type": "websocket.close", "code": 1000})
            return
        total += int(mensaje["text"])
        await send({"type": "websocket.send", "text": str(total)})
