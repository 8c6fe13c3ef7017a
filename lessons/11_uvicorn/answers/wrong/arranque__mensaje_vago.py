# E1126: refuses in words that name nothing
import os


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        if "URL_DATOS" not in os.environ:
            await send({"type": "lifespan.startup.failed", "message": "error de configuración"})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": os.environ["URL_DATOS"].encode()})
