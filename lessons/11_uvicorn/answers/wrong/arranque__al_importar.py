# E1124: fails at import
import os

URL_DATOS = os.environ["URL_DATOS"]


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()

        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": os.environ["URL_DATOS"].encode()})
