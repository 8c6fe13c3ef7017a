# E1009: each piece is decoded for itself, what does not fit is replaced
async def app_eco(scope, receive, send):
    texto, faltan = "", True
    while faltan:
        mensaje = await receive()
        if mensaje["type"] == "http.disconnect":
            return
        texto += mensaje.get("body", b"").decode(errors="replace")
        faltan = mensaje.get("more_body", False)
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": texto.upper().encode()})
