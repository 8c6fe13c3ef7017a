# E1128: says nothing to the lifespan, and fails in the requests
import os


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    encabezados = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": os.environ["URL_DATOS"].encode()})
