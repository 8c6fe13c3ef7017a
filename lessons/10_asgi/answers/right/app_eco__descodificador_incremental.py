#: an incremental decoder, which remembers half letters; a recursive reader that gives None at a disconnect
import codecs


async def app_eco(scope, receive, send):
    descodificador = codecs.getincrementaldecoder("utf-8")()

    async def lee(hasta_ahora):
        mensaje = await receive()
        if mensaje["type"] != "http.request":
            return None
        hay_mas = mensaje.get("more_body", False)
        hasta_ahora += descodificador.decode(mensaje.get("body", b""), final=not hay_mas)
        return await lee(hasta_ahora) if hay_mas else hasta_ahora

    texto = await lee("")
    if texto is None:
        return
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [[b"content-type", b"text/plain; charset=UTF-8"]],
        }
    )
    for letra in texto.upper():
        await send({"type": "http.response.body", "body": letra.encode(), "more_body": True})
    await send({"type": "http.response.body"})
