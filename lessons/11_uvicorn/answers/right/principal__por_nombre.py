#: served by its import string, with a lifespan, the body in two messages
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            aviso = (await receive())["type"]
            await send({"type": f"{aviso}.complete"})
            if aviso == "lifespan.shutdown":
                return
    elif scope["type"] == "http":
        tipo = [b"content-type", b"text/plain; charset=utf-8"]
        await send({"type": "http.response.start", "status": 200, "headers": [tipo]})
        await send({"type": "http.response.body", "body": b"Hola desde ", "more_body": True})
        await send({"type": "http.response.body", "body": bytes(scope["path"], "utf-8")})


if __name__ == "__main__":
    import uvicorn

    uvicorn.run("principal:app", host="localhost", port=8000, log_level="warning", reload=False)
