# E09: announces UTF-8 and sends Latin-1
async def app_hola(scope, receive, send):
    if scope["type"] != "http":
        raise ValueError(scope["type"])
    saludo = f"¡Hola, {scope['path'][1:] or 'mundo'}!".encode("latin-1", "replace")
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": saludo})
