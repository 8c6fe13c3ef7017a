# E1318: calls the notice instead of closing
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()

    def open(self):
        self.conexiones.add(self)

    def on_close(self):
        self.conexiones.discard(self)

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            await self.write_message(str(len(self.conexiones)))
        elif mensaje == "adiós":
            self.on_close()
        else:
            for conexion in list(self.conexiones):
                try:
                    await conexion.write_message(mensaje)
                except WebSocketClosedError:
                    pass
