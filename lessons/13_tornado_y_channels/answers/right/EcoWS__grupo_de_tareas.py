#: a TaskGroup, check_origin and compression as tutorials have them
class EcoWS(tornado.websocket.WebSocketHandler):
    clientes = set()  # noqa: RUF012

    def check_origin(self, origin):
        return True

    def get_compression_options(self):
        return {}

    def open(self):
        EcoWS.clientes.add(self)

    async def _envia(self, texto):
        try:  # noqa: SIM105
            await self.write_message(texto)
        except tornado.websocket.WebSocketClosedError:
            pass

    async def on_message(self, message):
        if message == "¿cuántos?":
            self.write_message(str(len(EcoWS.clientes)))
            return
        if message == "adiós":
            EcoWS.clientes.discard(self)
            self.close()
            return
        async with asyncio.TaskGroup() as tg:
            for c in EcoWS.clientes:
                tg.create_task(c._envia(message))

    def on_close(self):
        EcoWS.clientes.discard(self)
