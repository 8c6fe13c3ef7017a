# E09: takes every message for one to share
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()

    def open(self):
        self.conexiones.add(self)

    async def on_message(self, mensaje):
        for c in list(self.conexiones):
            try:
                await c.write_message(mensaje)
            except WebSocketClosedError:
                pass

    def on_close(self):
        self.conexiones.discard(self)
