# E1311: the set only grows; the closed ones are skipped in silence
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
                if conexion.ws_connection is not None:
                    try:
                        await conexion.write_message(mensaje)
                    except WebSocketClosedError:
                        pass
