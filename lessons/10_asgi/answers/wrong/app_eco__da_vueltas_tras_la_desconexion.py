# E1007: only looks at requests, and goes round for ever once the client is gone
async def app_eco(scope, receive, send):
    cuerpo = b""
    while True:
        mensaje = await receive()
        if mensaje["type"] == "http.request":
            cuerpo += mensaje.get("body", b"")
            if not mensaje.get("more_body", False):
                break
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": cuerpo.decode().upper().encode()})
