# E1004: tells other protocols of a failure, in HTTP
async def app_hola(scope, receive, send):
    if scope["type"] != "http":
        await send({"type": "http.response.start", "status": 400})
        await send({"type": "http.response.body"})
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
