# E1127: does not wait for the shutdown
import os


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        if "URL_DATOS" not in os.environ:
            await send({"type": "lifespan.startup.failed", "message": "falta URL_DATOS"})
            return
        await send({"type": "lifespan.startup.complete"})
        return
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": os.environ["URL_DATOS"].encode()})
