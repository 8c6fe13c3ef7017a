# E27: importing it starts a server
import uvicorn


async def app(scope, receive, send):
    if scope["type"] != "http":
        raise ValueError("solo se atiende HTTP")
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": f"Hola desde {scope['path']}".encode()})


uvicorn.run(app, host="127.0.0.1", port=8000)
