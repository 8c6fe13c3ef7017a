# E1336: looks for the text of a binary message
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
        texto = mensaje["text"]
        if texto == "fin":
            await send({"type": "websocket.close", "code": 1000})
            return
        if not texto.lstrip("-").isdecimal():
            await send({"type": "websocket.close", "code": 1003})
            return
        total += int(texto)
        await send({"type": "websocket.send", "text": str(total)})
