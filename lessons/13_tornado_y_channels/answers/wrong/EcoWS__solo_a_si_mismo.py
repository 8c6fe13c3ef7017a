# E1314: answers who spoke, and nobody else
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
            await self.write_message(mensaje)
