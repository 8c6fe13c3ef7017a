# E09: takes a minus for no integer
async def app_ws(scope, receive, send):
    await receive()
    if scope["path"] != "/caja":
        await send({"type": "websocket.close"})
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
        if not t or not t.isdigit():
            return await send({"type": "websocket.close", "code": 1003})
        total += int(t)
        await send({"type": "websocket.send", "text": str(total)})
