# E1313: asks before the first await, writes after it
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
            vivas = [c for c in self.conexiones if c.ws_connection and not c.ws_connection.is_closing()]
            for conexion in vivas:
                await conexion.write_message(mensaje)
