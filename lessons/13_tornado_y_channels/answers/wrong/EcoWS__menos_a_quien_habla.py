# E1317: leaves out who spoke
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
            self.close()
        else:
            for conexion in list(self.conexiones - {self}):
                try:
                    await conexion.write_message(mensaje)
                except WebSocketClosedError:
                    pass
