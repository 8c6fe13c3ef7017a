# E1004: returns as if nothing had been asked
async def app_hola(scope, receive, send):
    if scope["type"] != "http":
        return
    saludo = f"¡Hola, {scope['path'][1:] or 'mundo'}!".encode()
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": saludo})
