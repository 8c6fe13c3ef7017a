#: structural matching, a regular expression, the codes by name
import re


async def app_ws(scope, receive, send):
    assert (await receive())["type"] == "websocket.connect"
    if scope["path"] != "/caja":
        return await send({"type": "websocket.close", "code": 4404, "reason": "no hay caja"})
    total = 0
    await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
    await send({"type": "websocket.send", "text": f"{total}"})
    while True:
        match await receive():
            case {"type": "websocket.disconnect"}:
                return
            case {"text": "fin"}:
                return await send({"type": "websocket.close"})
            case {"text": str(texto)} if re.fullmatch(r"[+-]?\d+", texto):
                total += int(texto)
                await send({"type": "websocket.send", "text": f"{total}", "bytes": None})
            case _:
                return await send({"type": "websocket.close", "code": 1003, "reason": "enteros"})
