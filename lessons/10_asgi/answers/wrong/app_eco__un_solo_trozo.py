# E1008: only the first piece is received
async def app_eco(scope, receive, send):
    mensaje = await receive()
    if mensaje["type"] == "http.disconnect":
        return
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": mensaje.get("body", b"").decode().upper().encode()})
