#: the usual loop over the lifespan's messages, goes on after the refusal
import os


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            mensaje = await receive()
            if mensaje["type"] == "lifespan.startup":
                if os.getenv("URL_DATOS") is None:
                    await send(
                        {"type": "lifespan.startup.failed", "message": "Define URL_DATOS antes de arrancar."}
                    )
                else:
                    await send({"type": "lifespan.startup.complete"})
            elif mensaje["type"] == "lifespan.shutdown":
                await send({"type": "lifespan.shutdown.complete"})
                return
    elif scope["type"] == "http":
        cuerpo = os.getenv("URL_DATOS").encode()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [
                    [b"content-type", b"text/plain; charset=utf-8"],
                    [b"content-length", b"%d" % len(cuerpo)],
                ],
            }
        )
        await send({"type": "http.response.body", "body": cuerpo})
