# E1006: content-length counts characters
async def app_hola(scope, receive, send):
    if scope["type"] != "http":
        raise ValueError(scope["type"])
    saludo = f"¡Hola, {scope['path'][1:] or 'mundo'}!"
    encabezados = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(saludo)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": saludo.encode()})
