# E14: send is called and never awaited
async def app_hola(scope, receive, send):
    if scope["type"] != "http":
        raise ValueError(scope["type"])
    saludo = f"¡Hola, {scope['path'][1:] or 'mundo'}!".encode()
    send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    send({"type": "http.response.body", "body": saludo})
