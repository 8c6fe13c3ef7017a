# E1004: answers a WebSocket in HTTP; a lifespan fails by chance, for want of a path
async def app_hola(scope, receive, send):
    saludo = f"¡Hola, {scope['path'][1:] or 'mundo'}!".encode()
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": saludo})
