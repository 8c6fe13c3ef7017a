# E08: writes a number
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()

    def open(self):
        self.conexiones.add(self)

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            await self.write_message(len(self.conexiones))
        elif mensaje == "adiós":
            self.close()
        else:
            for c in list(self.conexiones):
                try:
                    await c.write_message(mensaje)
                except WebSocketClosedError:
                    pass

    def on_close(self):
        self.conexiones.discard(self)
