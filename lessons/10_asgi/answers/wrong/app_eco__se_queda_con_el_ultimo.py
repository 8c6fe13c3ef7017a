# E1008: each piece takes the place of the one before
async def app_eco(scope, receive, send):
    faltan = True
    while faltan:
        mensaje = await receive()
        if mensaje["type"] == "http.disconnect":
            return
        cuerpo = mensaje.get("body", b"")
        faltan = mensaje.get("more_body", False)
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": cuerpo.decode(errors="replace").upper().encode()})
