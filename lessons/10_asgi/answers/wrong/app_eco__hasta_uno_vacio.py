# E1010: an empty piece is taken for the end, so it asks once too often
async def app_eco(scope, receive, send):
    cuerpo = b""
    while True:
        mensaje = await receive()
        if mensaje["type"] == "http.disconnect":
            return
        if not mensaje.get("body"):
            break
        cuerpo += mensaje["body"]
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": cuerpo.decode().upper().encode()})
