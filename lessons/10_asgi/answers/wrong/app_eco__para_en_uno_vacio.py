# E1010: respects more_body, but an empty piece ends it too
async def app_eco(scope, receive, send):
    cuerpo, faltan = b"", True
    while faltan:
        mensaje = await receive()
        if mensaje["type"] == "http.disconnect":
            return
        cuerpo += mensaje.get("body", b"")
        faltan = mensaje.get("more_body", False) and bool(mensaje.get("body"))
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": cuerpo.decode().upper().encode()})
