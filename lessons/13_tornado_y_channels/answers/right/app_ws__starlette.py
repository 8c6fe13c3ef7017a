#: Starlette's WebSocket, exceptions for the rest
from starlette.websockets import WebSocket, WebSocketDisconnect


async def app_ws(scope, receive, send):
    ws = WebSocket(scope, receive, send)
    if scope["path"] != "/caja":
        await receive()
        await ws.close()
        return
    await ws.accept()
    total = 0
    await ws.send_text("0")
    try:
        while True:
            texto = await ws.receive_text()
            if texto == "fin":
                await ws.close()
                return
            total += int(texto)
            await ws.send_text(str(total))
    except WebSocketDisconnect:
        pass
    except (ValueError, KeyError):
        await ws.close(1003)
