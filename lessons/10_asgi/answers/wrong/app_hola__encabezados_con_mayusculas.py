# E1002: the header's name is not in lower case
async def app_hola(scope, receive, send):
    if scope["type"] != "http":
        raise ValueError(scope["type"])
    saludo = f"¡Hola, {scope['path'][1:] or 'mundo'}!".encode()
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"Content-Type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": saludo})
