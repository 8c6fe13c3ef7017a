# E1337: answers a WebSocket as if it were a request
async def app_ws(scope, receive, send):
    await receive()
    if scope["path"] != "/caja":
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "websocket.accept"})
    total = 0
    await send({"type": "websocket.send", "text": "0"})
    while True:
        m = await receive()
        if m["type"] == "websocket.disconnect":
            return
        t = m.get("text")
        if t == "fin":
            return await send({"type": "websocket.close"})
        try:
            total += int(t)
        except (TypeError, ValueError):
            return await send({"type": "websocket.close", "code": 1003})
        await send({"type": "websocket.send", "text": str(total)})
