# E1313: the error is caught around the whole round, which ends there
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
            try:
                for conexion in list(self.conexiones):
                    await conexion.write_message(mensaje)
            except WebSocketClosedError:
                pass
