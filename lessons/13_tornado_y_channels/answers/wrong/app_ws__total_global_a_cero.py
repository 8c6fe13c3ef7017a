# E1335: one total for all, set to zero by whoever comes
total = 0


async def app_ws(scope, receive, send):
    global total
    await receive()
    if scope["path"] != "/caja":
        await send({"type": "websocket.close"})
        return
    total = 0
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": str(total)})
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
