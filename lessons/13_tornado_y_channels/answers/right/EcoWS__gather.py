#: all writes at once, each in its own coroutine, errors as results; a module's own set
EN_LINEA = set()


async def manda(conexion, texto):
    await conexion.write_message(texto)


class EcoWS(tornado.websocket.WebSocketHandler):
    def open(self):
        EN_LINEA.add(self)

    async def on_message(self, mensaje):
        match mensaje:
            case "¿cuántos?":
                await manda(self, str(len(EN_LINEA)))
            case "adiós":
                EN_LINEA.discard(self)
                self.close()
            case _:
                await asyncio.gather(*(manda(c, mensaje) for c in EN_LINEA), return_exceptions=True)

    def on_close(self):
        EN_LINEA.discard(self)
