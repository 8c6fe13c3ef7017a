#: an async generator of texts, None for what is no text; sums kept in a list
async def textos(receive):
    while True:
        mensaje = await receive()
        if mensaje["type"] == "websocket.disconnect":
            return
        yield mensaje.get("text")


async def app_ws(scope, receive, send):
    await receive()
    aceptada = scope["path"] == "/caja"
    await send({"type": "websocket.accept" if aceptada else "websocket.close"})
    if not aceptada:
        return
    montos = []
    await send({"type": "websocket.send", "text": str(sum(montos))})
    async for texto in textos(receive):
        if texto == "fin":
            codigo = 1000
        elif texto is not None and texto.removeprefix("-").isdecimal():
            montos.append(int(texto))
            await send({"type": "websocket.send", "text": str(sum(montos))})
            continue
        else:
            codigo = 1003
        await send({"type": "websocket.close", "code": codigo})
        break
