# E1007: a disconnect has no body, so it stumbles
async def app_eco(scope, receive, send):
    cuerpo, faltan = b"", True
    while faltan:
        mensaje = await receive()
        cuerpo += mensaje["body"]
        faltan = mensaje["more_body"]
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": cuerpo.decode().upper().encode()})
