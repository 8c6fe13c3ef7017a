# E1123: swallows the error
import os


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        try:
            os.environ["URL_DATOS"]
        except KeyError:
            pass
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": os.environ["URL_DATOS"].encode()})
