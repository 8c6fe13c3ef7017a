# E1315: adds one to a number of its own
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()
    n = 0

    def open(self):
        self.n += 1
        self.conexiones.add(self)

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            await self.write_message(str(self.n))
        elif mensaje == "adiós":
            self.close()
        else:
            for c in list(self.conexiones):
                try:
                    await c.write_message(mensaje)
                except WebSocketClosedError:
                    pass

    def on_close(self):
        self.n -= 1
        self.conexiones.discard(self)
