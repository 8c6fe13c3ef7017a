# E1011: takes the optional keys for granted
async def app_eco(scope, receive, send):
    cuerpo = b""
    while True:
        mensaje = await receive()
        if mensaje["type"] == "http.disconnect":
            return
        cuerpo += mensaje["body"]
        if not mensaje["more_body"]:
            break
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": cuerpo.decode().upper().encode()})
