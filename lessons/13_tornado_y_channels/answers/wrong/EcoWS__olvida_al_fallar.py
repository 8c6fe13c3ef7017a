# E1311: takes a connection out when a write to it fails, and not before
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()

    def open(self):
        self.conexiones.add(self)

    def on_close(self):
        pass

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            await self.write_message(str(len(self.conexiones)))
        elif mensaje == "adiós":
            self.close()
        else:
            for conexion in list(self.conexiones):
                try:
                    await conexion.write_message(mensaje)
                except WebSocketClosedError:
                    self.conexiones.discard(conexion)
