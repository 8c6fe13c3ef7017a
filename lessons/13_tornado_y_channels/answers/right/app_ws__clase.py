#: a class with a method per message, one object per connection
class Caja:
    def __init__(self, send):
        self.send, self.total, self.abierta = send, 0, True

    async def cierra(self, codigo):
        self.abierta = False
        await self.send({"type": "websocket.close", "code": codigo})

    async def di_total(self):
        await self.send({"type": "websocket.send", "text": str(self.total)})

    async def oye(self, mensaje):
        if mensaje["type"] == "websocket.disconnect":
            self.abierta = False
        elif mensaje.get("bytes") is not None:
            await self.cierra(1003)
        elif mensaje["text"] == "fin":
            await self.cierra(1000)
        else:
            try:
                self.total += int(mensaje["text"])
            except ValueError:
                await self.cierra(1003)
            else:
                await self.di_total()


async def app_ws(scope, receive, send):
    caja = Caja(send)
    await receive()
    if scope["path"] != "/caja":
        await caja.cierra(1000)
        return
    await send({"type": "websocket.accept"})
    await caja.di_total()
    while caja.abierta:
        await caja.oye(await receive())
