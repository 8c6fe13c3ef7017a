# E05: waits a little with time.sleep between one write and the next
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
            import time

            for conexion in list(self.conexiones):
                time.sleep(0.01)
                try:
                    await conexion.write_message(mensaje)
                except WebSocketClosedError:
                    pass
