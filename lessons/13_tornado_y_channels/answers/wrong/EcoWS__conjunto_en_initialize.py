# E1315: initialize runs once per connection
class EcoWS(tornado.websocket.WebSocketHandler):
    def initialize(self):
        self.conexiones = {self}

    async def on_message(self, mensaje):
        if mensaje == "¿cuántos?":
            await self.write_message(str(len(self.conexiones)))
        elif mensaje == "adiós":
            self.close()
        else:
            for conexion in list(self.conexiones):
                await conexion.write_message(mensaje)
