# E08: takes itself out at the goodbye and once more when closed
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()

    def open(self):
        self.conexiones.add(self)

    def on_close(self):
        self.conexiones.remove(self)

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            await self.write_message(str(len(self.conexiones)))
        elif mensaje == "adiós":
            self.conexiones.remove(self)
            self.close()
        else:
            for conexion in list(self.conexiones):
                try:
                    await conexion.write_message(mensaje)
                except WebSocketClosedError:
                    pass
