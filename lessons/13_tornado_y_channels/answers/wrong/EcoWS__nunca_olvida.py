# E1311: nobody is taken out of the set
class EcoWS(tornado.websocket.WebSocketHandler):
    conexiones = set()

    def open(self):
        self.conexiones.add(self)

    def on_close(self):
        print("alguien se fue")

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
                    pass
