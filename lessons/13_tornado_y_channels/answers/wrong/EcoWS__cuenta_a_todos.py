# E1316: tells the count to everybody
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()

    def open(self):
        self.conexiones.add(self)

    def on_close(self):
        self.conexiones.discard(self)

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            for conexion in list(self.conexiones):
                await conexion.write_message(str(len(self.conexiones)))
        elif mensaje == "adiós":
            self.close()
        else:
            for conexion in list(self.conexiones):
                try:
                    await conexion.write_message(mensaje)
                except WebSocketClosedError:
                    pass
