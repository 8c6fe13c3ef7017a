# E1331: talks without ever accepting
async def app_ws(scope, receive, send):
    await receive()
    if scope["path"] != "/caja":
        await send({"type": "websocket.close"})
        return
    await send({"type": "websocket.send", "text": "0"})
    total = 0
    while True:
        mensaje = await receive()
        if mensaje["type"] == "websocket.disconnect":
            return
        texto = mensaje.get("text")
        if texto == "fin":
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            if texto is None:
                raise ValueError
            total += int(texto)
        except ValueError:
            await send({"type": "websocket.close", "code": 1003})
            return
        await send({"type": "websocket.send", "text": str(total)})
