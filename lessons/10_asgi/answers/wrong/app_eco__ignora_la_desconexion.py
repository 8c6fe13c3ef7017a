# E1007: takes the disconnect for the last piece, and answers nobody
async def app_eco(scope, receive, send):
    cuerpo, faltan = b"", True
    while faltan:
        mensaje = await receive()
        cuerpo += mensaje.get("body", b"")
        faltan = mensaje.get("more_body", False)
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": cuerpo.decode().upper().encode()})
