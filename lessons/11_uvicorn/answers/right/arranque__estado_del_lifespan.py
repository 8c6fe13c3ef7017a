#: the value travels in the lifespan's state, which every request is given
from os import environ


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        assert (await receive())["type"] == "lifespan.startup"
        url = environ.get("URL_DATOS")
        if url is None:
            print("no se puede arrancar")
            return await send({"type": "lifespan.startup.failed", "message": "Falta URL_DATOS"})
        scope["state"]["url"] = url
        await send({"type": "lifespan.startup.complete"})
        await receive()
        return await send({"type": "lifespan.shutdown.complete"})
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": scope["state"]["url"].encode("utf-8")})
    return None
