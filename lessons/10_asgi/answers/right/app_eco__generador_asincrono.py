#: an asynchronous generator of pieces and an exception of its own
class SeFue(Exception):
    pass


async def trozos(receive):
    while True:
        mensaje = await receive()
        if mensaje["type"] == "http.disconnect":
            raise SeFue
        yield mensaje.get("body", b"")
        if not mensaje.get("more_body", False):
            return


async def app_eco(scope, receive, send):
    try:
        cuerpo = b"".join([trozo async for trozo in trozos(receive)])
    except SeFue:
        return
    respuesta = cuerpo.decode().upper().encode()
    encabezados = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(respuesta)),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": encabezados})
    await send({"type": "http.response.body", "body": respuesta})
