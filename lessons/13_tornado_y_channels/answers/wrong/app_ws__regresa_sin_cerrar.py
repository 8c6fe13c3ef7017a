# E1334: returns, and lets the server cut the connection
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
        if texto == "fin":
            return
        try:
            if texto is None:
                raise ValueError
            total += int(texto)
        except ValueError:
            return
        await send({"type": "websocket.send", "text": str(total)})
