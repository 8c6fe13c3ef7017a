#: refuses with NotImplementedError; the length counted on the bytes; an empty last message
async def app_hola(scope, receive, send):
    if scope["type"] != "http":
        raise NotImplementedError("solo atiendo HTTP")
    quien = "mundo" if scope["path"] == "/" else scope["path"].lstrip("/")
    cuerpo = str.format("¡Hola, {}!", quien).encode("utf-8")
    largo = str(len(cuerpo)).encode()
    comienzo = {"type": "http.response.start", "status": 200}
    comienzo["headers"] = iter([(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", largo)])
    for mensaje in (
        comienzo,
        {"type": "http.response.body", "body": cuerpo, "more_body": True},
        {"type": "http.response.body"},
    ):
        await send(mensaje)
