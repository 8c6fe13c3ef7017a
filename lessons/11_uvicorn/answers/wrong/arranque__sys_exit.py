# E1121: sys.exit() in the lifespan is forgiven too
import os
import sys


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        if "URL_DATOS" not in os.environ:
            sys.exit("falta la variable de entorno URL_DATOS")
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": os.environ["URL_DATOS"].encode()})
