# E1121: an exception under lifespan=auto does not keep it from starting
import os


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        if "URL_DATOS" not in os.environ:
            raise RuntimeError("falta la variable de entorno URL_DATOS")
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": os.environ["URL_DATOS"].encode()})
