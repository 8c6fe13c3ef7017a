# E1003: the body goes in the start message, and no body message follows
async def app_hola(scope, receive, send):
    if scope["type"] != "http":
        raise ValueError(scope["type"])
    saludo = f"¡Hola, {scope['path'][1:] or 'mundo'}!".encode()
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados, "body": saludo})
