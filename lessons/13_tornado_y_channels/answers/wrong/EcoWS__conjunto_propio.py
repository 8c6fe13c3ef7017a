# E1315: a set for each connection
class EcoWS(tornado.websocket.WebSocketHandler):
    def open(self):
        self.conexiones = set()
        self.conexiones.add(self)

    def on_close(self):
        self.conexiones.discard(self)

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            await self.write_message(str(len(self.conexiones)))
        elif mensaje == "adiós":
            self.close()
        else:
            for conexion in list(self.conexiones):
                await conexion.write_message(mensaje)
