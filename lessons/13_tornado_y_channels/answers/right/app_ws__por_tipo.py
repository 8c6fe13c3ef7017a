#: one loop for every type of message; an empty text for what is none
async def app_ws(scope, receive, send):
    total = 0
    while True:
        m = await receive()
        if m["type"] == "websocket.connect":
            if scope["path"] == "/caja":
                await send({"type": "websocket.accept"})
                await send({"type": "websocket.send", "text": str(total)})
            else:
                await send({"type": "websocket.close", "code": 1000})
                break
        elif m["type"] == "websocket.receive":
            t = m.get("text") or ""
            try:
                if t == "fin":
                    await send({"type": "websocket.close", "code": 1000})
                    break
                total += int(t)
            except ValueError:
                await send({"type": "websocket.close", "code": 1003})
                break
            await send({"type": "websocket.send", "text": str(total)})
        elif m["type"] == "websocket.disconnect":
            break
